namespace LearnFlow.DaprSidecar.State;

/// <summary>A change to one key.</summary>
/// <param name="Key">The full key, prefix included.</param>
/// <param name="ETag">The version that must be there; null or empty for none.</param>
public abstract record StateOperation(string Key, string? ETag)
{
    /// <summary>The request's metadata: <c>ttlInSeconds</c>, <c>contentType</c>, outbox fields.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a version was asked for; an empty ETag counts as none.</summary>
    public bool HasETag => !string.IsNullOrEmpty(ETag);
}

/// <summary>Writes a value.</summary>
public sealed record SetState(string Key, byte[] Value, string? ETag = null) : StateOperation(Key, ETag)
{
    /// <summary>Write only where nothing live is stored (concurrency <c>first-write</c> without an ETag).</summary>
    public bool FirstWrite { get; init; }
}

/// <summary>Removes a value.</summary>
public sealed record DeleteState(string Key, string? ETag = null) : StateOperation(Key, ETag);

/// <summary>Why an ETag was refused.</summary>
public enum ETagFailure
{
    /// <summary>Another version is stored, or none. HTTP 409, gRPC Aborted.</summary>
    Mismatch,

    /// <summary>The store cannot read the ETag. HTTP 400, gRPC InvalidArgument.</summary>
    Invalid,
}

/// <summary>An ETag was refused (components-contrib state.ETagError).</summary>
public sealed class ETagException(ETagFailure kind, string? cause = null)
    : Exception((kind == ETagFailure.Mismatch ? "possible etag mismatch. error from state store" : "invalid etag value") + (cause is null ? "" : $": {cause}"))
{
    /// <summary>Why.</summary>
    public ETagFailure Kind { get; } = kind;
}
