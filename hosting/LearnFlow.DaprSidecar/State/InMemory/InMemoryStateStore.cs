using LearnFlow.DaprSidecar.Outbox;

namespace LearnFlow.DaprSidecar.State.InMemory;

/// <summary>state.in-memory: for tests and demonstrations, gone when the sidecar stops. ETags are counters.</summary>
internal sealed class InMemoryStateStore(TimeProvider clock) : IStateStore
{
    private readonly Lock _gate = new();
    private Dictionary<string, StateValue> _values = new(StringComparer.Ordinal);
    private long _version;

    public IReadOnlyList<string> Features { get; } = ["ETAG", "TRANSACTIONAL", "TTL"];

    public Task<StateValue?> GetAsync(string key, CancellationToken cancellation)
    {
        lock (_gate) return Task.FromResult(Live(_values, key));
    }

    public Task<IReadOnlyList<(string Key, StateValue? Value)>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<(string, StateValue?)>>([.. keys.Select(key => (key, Live(_values, key)))]);
    }

    public Task<IReadOnlyList<StateItem>> FindAsync(string text, int limit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var found = from key in _values.Keys.Order(StringComparer.Ordinal)
                        where key.Contains(text, StringComparison.Ordinal)
                        let value = Live(_values, key)
                        where value is not null
                        select new StateItem(key, value.Data.Length, null, value.ExpiresAt);
            return Task.FromResult<IReadOnlyList<StateItem>>([.. found.Take(limit)]);
        }
    }

    public Task SetAsync(SetState request, CancellationToken cancellation) => TransactAsync([request], [], cancellation);

    public Task DeleteAsync(DeleteState request, CancellationToken cancellation) => TransactAsync([request], [], cancellation);

    public Task TransactAsync(IReadOnlyList<StateOperation> operations, IReadOnlyList<OutboxEvent> events, CancellationToken cancellation)
    {
        if (events.Count > 0) throw new InvalidOperationException("state.in-memory has no outbox: use state.postgresql");
        lock (_gate)
        {
            var changed = operations.Count == 1 ? _values : new Dictionary<string, StateValue>(_values, StringComparer.Ordinal);
            foreach (var operation in operations) Apply(changed, operation);
            _values = changed;
        }
        return Task.CompletedTask;
    }

    private void Apply(Dictionary<string, StateValue> values, StateOperation operation)
    {
        var current = Live(values, operation.Key);
        if (operation.HasETag && current?.ETag != operation.ETag) throw new ETagException(ETagFailure.Mismatch);
        if (operation is not SetState set)
        {
            values.Remove(operation.Key);
            return;
        }
        if (set.FirstWrite && !set.HasETag && current is not null) throw new ETagException(ETagFailure.Mismatch);
        DateTimeOffset? expires = StateTtl.Seconds(set.Metadata) is { } seconds ? clock.GetUtcNow().AddSeconds(seconds) : null;
        values[set.Key] = new StateValue(set.Value, (++_version).ToString(System.Globalization.CultureInfo.InvariantCulture), expires);
    }

    private StateValue? Live(Dictionary<string, StateValue> values, string key) =>
        values.TryGetValue(key, out var value) && (value.ExpiresAt is null || value.ExpiresAt > clock.GetUtcNow()) ? value : null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
