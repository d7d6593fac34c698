namespace LearnFlow.DaprSidecar.State;

/// <summary>A state component. Keys are full keys (prefix included), values bytes as they are stored.</summary>
/// <remarks>Contract: components-contrib state.Store. Calls may run at the same time.</remarks>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>What the store can do, in Dapr's names: ETAG, TRANSACTIONAL, TTL…</summary>
    IReadOnlyList<string> Features { get; }

    /// <summary>The value of a key, or null where it is missing or expired.</summary>
    Task<StateValue?> GetAsync(string key, CancellationToken cancellation);

    /// <summary>The values of keys, found ones first, then the missing ones with a null value (Dapr's order).</summary>
    Task<IReadOnlyList<(string Key, StateValue? Value)>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>The first keys, in their order, that hold <paramref name="text"/>; for people who look into the store.</summary>
    Task<IReadOnlyList<StateItem>> FindAsync(string text, int limit, CancellationToken cancellation);

    /// <summary>Writes one value.</summary>
    /// <exception cref="ETagException">The ETag does not match.</exception>
    Task SetAsync(SetState request, CancellationToken cancellation);

    /// <summary>Removes one value; removing a missing one succeeds unless an ETag is given.</summary>
    /// <exception cref="ETagException">The ETag does not match.</exception>
    Task DeleteAsync(DeleteState request, CancellationToken cancellation);

    /// <summary>Applies all operations or none; events, if any, are committed with them (see Outbox/).</summary>
    Task TransactAsync(IReadOnlyList<StateOperation> operations, IReadOnlyList<Outbox.OutboxEvent> events, CancellationToken cancellation);
}

/// <summary>A stored value.</summary>
/// <param name="Data">The bytes, usually JSON.</param>
/// <param name="ETag">The version; opaque to apps.</param>
/// <param name="ExpiresAt">When the value goes away, or null.</param>
public sealed record StateValue(byte[] Data, string ETag, DateTimeOffset? ExpiresAt)
{
    /// <summary>Metadata of an answer: <c>ttlExpireTime</c> in RFC 3339 when the value expires.</summary>
    public IEnumerable<KeyValuePair<string, string>> Metadata =>
        ExpiresAt is { } at ? [new("ttlExpireTime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))]
            : [];
}

/// <summary>A key that is there.</summary>
/// <param name="Key">The full key.</param>
/// <param name="Bytes">Size of its value.</param>
/// <param name="Changed">When it was written; null where the store does not know.</param>
/// <param name="ExpiresAt">When it goes away, or null.</param>
public sealed record StateItem(string Key, int Bytes, DateTimeOffset? Changed, DateTimeOffset? ExpiresAt);
