using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.Outbox;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.State.PostgreSql;

namespace LearnFlow.DaprSidecar.State;

/// <summary>The state building block behind both transports: app keys in, Dapr's errors out.</summary>
internal sealed class StateBlock(string appId, IReadOnlyDictionary<string, ComponentSlot<OpenStateStore>> stores, DaprMetrics metrics, TimeProvider clock)
{
    /// <summary>Answers null where the key is missing.</summary>
    public async Task<StateValue?> GetAsync(string store, string key, CancellationToken cancellation)
    {
        var slot = Find(store);
        try
        {
            return await RunAsync(slot, "get", async (s, stop) => await s.Store.GetAsync(s.Keys.Full(key), stop), cancellation);
        }
        catch (Exception failure) when (IsStoreFailure(failure, cancellation))
        {
            throw StateErrors.Get(store, key, failure);
        }
    }

    public async Task<IReadOnlyList<(string Key, StateValue? Value)>> GetAsync(string store, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var slot = Find(store);
        if (keys.Count == 0) return [];
        try
        {
            var items = await RunAsync(slot, "bulk_get", async (s, stop) => await s.Store.GetAsync([.. keys.Select(s.Keys.Full)], stop), cancellation);
            return [.. items.Select(item => (StateKeys.Original(item.Key), item.Value))];
        }
        catch (Exception failure) when (IsStoreFailure(failure, cancellation))
        {
            throw StateErrors.BulkGet(failure);
        }
    }

    /// <summary>Several writes are single writes side by side, not one transaction.</summary>
    public async Task SaveAsync(string store, IReadOnlyList<SetState> requests, CancellationToken cancellation)
    {
        var slot = Find(store);
        if (requests.Count == 0) return;
        if (requests.Any(r => r.Key.Length == 0)) throw StateErrors.MissingKey();
        try
        {
            await RunAsync(slot, "set",
                (s, stop) => Task.WhenAll(requests.Select(r => r with { Key = s.Keys.Full(r.Key) }).ToList().Select(r => s.Store.SetAsync(r, stop))),
                cancellation);
        }
        catch (Exception failure) when (IsStoreFailure(failure, cancellation))
        {
            throw StateErrors.Save(store, failure);
        }
    }

    public async Task DeleteAsync(string store, DeleteState request, CancellationToken cancellation)
    {
        var slot = Find(store);
        try
        {
            await RunAsync(slot, "delete", (s, stop) => s.Store.DeleteAsync(request with { Key = s.Keys.Full(request.Key) }, stop), cancellation);
        }
        catch (Exception failure) when (IsStoreFailure(failure, cancellation))
        {
            throw StateErrors.Delete(request.Key, failure);
        }
    }

    public async Task DeleteAsync(string store, IReadOnlyList<DeleteState> requests, CancellationToken cancellation)
    {
        var slot = Find(store);
        try
        {
            await RunAsync(slot, "bulk_delete",
                (s, stop) => Task.WhenAll(requests.Select(r => r with { Key = s.Keys.Full(r.Key) }).ToList().Select(r => s.Store.DeleteAsync(r, stop))),
                cancellation);
        }
        catch (Exception failure) when (IsStoreFailure(failure, cancellation))
        {
            throw StateErrors.BulkDelete(store, failure);
        }
    }

    /// <summary>All operations or none; with an outbox their events are committed too.</summary>
    public async Task TransactAsync(string store, IReadOnlyList<StateOperation> operations, CancellationToken cancellation)
    {
        var slot = Find(store);
        if (operations.Count == 0) return;
        try
        {
            await RunAsync(slot, "transaction", async (s, stop) =>
            {
                IReadOnlyList<StateOperation> stored = [.. operations.Select(o => o with { Key = s.Keys.Full(o.Key) })];
                IReadOnlyList<OutboxEvent> events = [];
                if (s.Outbox is { } outbox) (stored, events) = OutboxProjection.Split(stored, outbox, appId, TraceContext.Current, clock);
                await s.Store.TransactAsync(stored, events, stop);
                if (events.Count > 0) s.Relay?.Wake();
                foreach (var e in events) MessagingSpans.Created(appId, e.Topic, e.CloudEvent);
            }, cancellation);
        }
        catch (Exception failure) when (IsStoreFailure(failure, cancellation))
        {
            throw StateErrors.Transaction(failure);
        }
    }

    /// <summary>The events of the stores' outboxes that the broker did not take.</summary>
    public async Task<IReadOnlyList<UndeliveredEvent>> ParkedAsync(CancellationToken cancellationToken)
    {
        var parked = new List<UndeliveredEvent>();
        foreach (var relay in await RelaysAsync(cancellationToken))
        {
            parked.AddRange(await relay.ParkedAsync(cancellationToken));
        }
        return parked;
    }

    /// <summary>Has a parked event published again.</summary>
    /// <returns>Whether there was one with this id.</returns>
    public async Task<bool> PublishAgainAsync(string eventId, CancellationToken cancellationToken)
    {
        foreach (var relay in await RelaysAsync(cancellationToken))
        {
            if (await relay.PublishAgainAsync(eventId, cancellationToken))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The store exists and apps may use it.</summary>
    /// <exception cref="DaprApiException">It does not.</exception>
    public ComponentSlot<OpenStateStore> Find(string store)
    {
        if (stores.Count == 0) throw StateErrors.NotConfigured(store, appId);
        return stores.GetValueOrDefault(store) ?? throw StateErrors.StoreNotFound(store, appId);
    }

    // A store that is not open yet has nothing to tell.
    private async Task<IReadOnlyList<OutboxRelay>> RelaysAsync(CancellationToken cancellationToken)
    {
        var open = await Task.WhenAll(stores.Values.Where(slot => slot.IsOpen).Select(slot => slot.WhenOpenAsync(cancellationToken)));
        return [.. open.Select(store => store.Relay).OfType<OutboxRelay>()];
    }

    private Task<bool> RunAsync(ComponentSlot<OpenStateStore> slot, string operation, Func<OpenStateStore, CancellationToken, Task> work,
        CancellationToken cancellation) =>
        RunAsync(slot, operation, async (s, stop) =>
        {
            await work(s, stop);
            return true;
        }, cancellation);

    private async Task<T> RunAsync<T>(ComponentSlot<OpenStateStore> slot, string operation, Func<OpenStateStore, CancellationToken, Task<T>> work,
        CancellationToken cancellation)
    {
        using var activity = DaprMetrics.ActivitiesOf(appId).StartActivity($"state {operation}", System.Diagnostics.ActivityKind.Client);
        activity?.SetTag(MessagingSpans.AppId, appId).SetTag("dapr.component", slot.Component.Name);
        using var measure = metrics.State(slot.Component.Name, operation);
        var open = await slot.GetAsync(cancellation);
        var result = await work(open, cancellation);
        measure.Succeeded = true;
        return result;
    }

    private static bool IsStoreFailure(Exception failure, CancellationToken caller) =>
        failure is not DaprApiException && !(failure is OperationCanceledException && caller.IsCancellationRequested);
}

/// <summary>A state component that is open.</summary>
/// <param name="Store">Its data.</param>
/// <param name="Keys">How app keys become its keys.</param>
/// <param name="Outbox">Its outbox, or null.</param>
/// <param name="Relay">Publishes the outbox, or null.</param>
internal sealed record OpenStateStore(PostgresStateStore Store, StateKeys Keys, OutboxSettings? Outbox, OutboxRelay? Relay) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Relay is not null) await Relay.DisposeAsync();
        await Store.DisposeAsync();
    }
}
