using LearnFlow.Hosting;
using LearnFlow.Hosting.Dapr;
using LearnFlow.Hosting.Dapr.Components;
using LearnFlow.Hosting.Dapr.State;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Looks into the sidecars of this process; of daprd's processes nothing is seen.</summary>
internal sealed class DaprSidecarView(DaprSidecars sidecars) : ISidecarView
{
    /// <summary>Every sidecar has one of its own: all are looked at.</summary>
    private const string InMemory = "state.in-memory";

    public IReadOnlyList<StateStoreView> StateStores =>
    [
        .. from store in Slots() group store by store.Slot.Component.Name into named orderby named.Key
           select new StateStoreView(named.Key, named.First().Slot.Component.Type, [.. named.Select(s => s.App).Order(StringComparer.Ordinal)]),
    ];

    public IReadOnlyList<UndeliveredEvent> Undelivered => [.. sidecars.Embedded.SelectMany(s => s.Runtime.Undelivered.All)];

    public async Task<IReadOnlyList<StateItemView>> FindStateAsync(string store, string text, int limit, CancellationToken cancellation)
    {
        var found = new List<StateItem>();
        foreach (var slot in Named(store)) found.AddRange(await (await slot.GetAsync(cancellation)).Store.FindAsync(text, limit, cancellation));
        return [.. found.OrderBy(i => i.Key, StringComparer.Ordinal).Take(limit).Select(i => new StateItemView(i.Key, i.Bytes, i.Changed, i.ExpiresAt))];
    }

    public async Task<StateValueView?> GetStateAsync(string store, string key, CancellationToken cancellation)
    {
        foreach (var slot in Named(store))
            if (await (await slot.GetAsync(cancellation)).Store.GetAsync(key, cancellation) is { } value) return new(value.Data, value.ETag, value.ExpiresAt);
        return null;
    }

    public Task<string?> DeliverAgainAsync(string id, string consumer, CancellationToken cancellation) =>
        sidecars.Embedded.FirstOrDefault(s => s.Runtime.Options.AppId == consumer) is { } sidecar
            ? sidecar.Runtime.Undelivered.DeliverAgainAsync(id, cancellation)
            : Task.FromResult<string?>($"no sidecar of '{consumer}' runs in this process");

    private IEnumerable<(string App, ComponentSlot<OpenStateStore> Slot)> Slots() =>
        from sidecar in sidecars.Embedded from slot in sidecar.Runtime.State.Stores.Values select (sidecar.Runtime.Options.AppId, slot);

    private IEnumerable<ComponentSlot<OpenStateStore>> Named(string store)
    {
        var named = Slots().Select(s => s.Slot).Where(s => s.Component.Name == store).ToList();
        return named is [{ Component.Type: not InMemory }, ..] ? named.Take(1) : named;
    }
}
