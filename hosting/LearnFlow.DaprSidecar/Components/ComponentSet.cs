using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Outbox;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.PubSub.Kafka;
using LearnFlow.DaprSidecar.Secrets;
using LearnFlow.DaprSidecar.State;
using LearnFlow.DaprSidecar.State.PostgreSql;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.Components;

/// <summary>The components of one sidecar by building block; this is the list of the types it serves.</summary>
internal sealed class ComponentSet : IAsyncDisposable
{
    private static readonly string[] s_served = ["state.postgresql", "pubsub.kafka", "secretstores.local.env", "secretstores.local.file"];
    private readonly SidecarOptions _options;
    private readonly DaprMetrics _metrics;
    private readonly ILogger _log;
    private readonly List<IAsyncDisposable> _slots = [];
    private readonly List<(Func<bool> IsOpen, Func<CancellationToken, Task> WhenOpenAsync)> _opening = [];

    /// <exception cref="InvalidOperationException">A component's type is unknown or two have one name; the sentence says which.</exception>
    public ComponentSet(IReadOnlyList<Component> components, SidecarOptions options, DaprMetrics metrics, ILogger log)
    {
        (_options, _metrics, _log) = (options, metrics, log);
        All = [.. components.Where(c => c.IsVisibleTo(options.AppId) && IsServed(c))];
        if (All.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"App {options.AppId} has two components named '{twice.Key}': give each its own name.");
        }
        // First, for the others' settings may be secrets.
        Secrets = Slots("secretstores", (c, metadata, _) =>
            Task.FromResult<ISecretStore>(c.Type == "secretstores.local.env" ? new EnvironmentSecretStore(metadata) : FileSecretStore.Open(metadata)));
        PubSub = Slots("pubsub", (_, metadata, _) =>
            Task.FromResult(new OpenPubSub(new KafkaPubSub(metadata, _options.AppId, _options.GracefulShutdown, _log, _options.Clock),
                new TopicScopes(metadata, _options.AppId))));
        State = Slots("state", OpenStateAsync);
    }

    public IReadOnlyList<Component> All { get; }

    public IReadOnlyDictionary<string, ComponentSlot<OpenPubSub>> PubSub { get; }

    public IReadOnlyDictionary<string, ComponentSlot<OpenStateStore>> State { get; }

    public IReadOnlyDictionary<string, ComponentSlot<ISecretStore>> Secrets { get; }

    /// <summary>Whether all are open whose errors are not ignored.</summary>
    public bool AllOpen => _opening.TrueForAll(o => o.IsOpen());

    public Task WhenAllOpenAsync(CancellationToken cancellationToken) => Task.WhenAll(_opening.Select(o => o.WhenOpenAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        // In reverse: the outbox relays of state stores publish through the pub/sub components, which therefore close last.
        foreach (var slot in Enumerable.Reverse(_slots))
        {
            await slot.DisposeAsync();
        }
    }

    /// <exception cref="InvalidOperationException">It is not, and the component does not say <c>ignoreErrors</c>.</exception>
    private bool IsServed(Component component)
    {
        if (s_served.Contains(component.Type))
        {
            return true;
        }
        var reason = $"Component '{component.Name}' has type '{component.Type}', which this sidecar does not serve. It serves {string.Join(", ", s_served)}; daprd serves more.";
        if (!component.IgnoreErrors)
        {
            throw new InvalidOperationException(reason);
        }
        _log.LogWarning("{Reason} It is left out, as its ignoreErrors says", reason);
        return false;
    }

    private Dictionary<string, ComponentSlot<T>> Slots<T>(string block, Func<Component, ComponentMetadata, CancellationToken, Task<T>> openAsync)
        where T : IAsyncDisposable
    {
        var slots = All.Where(c => c.BuildingBlock == block).ToDictionary(
            c => c.Name,
            c => new ComponentSlot<T>(c, async (metadata, stop) => await openAsync(c, await WithSecretsAsync(c, metadata, stop), stop), _log, _options.Clock),
            StringComparer.Ordinal);
        foreach (var slot in slots.Values)
        {
            _slots.Add(slot);
            if (!slot.Component.IgnoreErrors)
            {
                _opening.Add((() => slot.IsOpen, slot.WhenOpenAsync));
            }
        }
        return slots;
    }

    private async Task<ComponentMetadata> WithSecretsAsync(Component component, ComponentMetadata metadata, CancellationToken stop)
    {
        var values = new Dictionary<string, string>();
        foreach (var reference in component.Secrets)
        {
            var slot = Secrets.GetValueOrDefault(reference.Store)
                ?? throw new InvalidOperationException($"its secret store '{reference.Store}' is no component of app {_options.AppId}");
            var secret = (await slot.WhenOpenAsync(stop)).Get(reference.Secret);
            values[reference.Setting] = secret.GetValueOrDefault(reference.Key)
                ?? throw new InvalidOperationException($"secret '{reference.Secret}' of store '{reference.Store}' has no key '{reference.Key}'");
        }
        return values.Count == 0 ? metadata : metadata.With(values);
    }

    private async Task<OpenStateStore> OpenStateAsync(Component component, ComponentMetadata metadata, CancellationToken stop)
    {
        var outbox = OutboxSettings.Of(metadata);
        if (outbox is not null && !PubSub.ContainsKey(outbox.PubSub))
        {
            throw new InvalidOperationException($"outboxPublishPubsub names '{outbox.PubSub}', which is no pub/sub component of app {_options.AppId}");
        }
        var store = await PostgresStateStore.OpenAsync(metadata, outbox is not null, _options.Clock, stop);
        var relay = outbox is null ? null
            : new OutboxRelay(store.Database, new OutboxRows(store.Database, OutboxTable.NameOf(metadata["tablePrefix"] ?? ""), _options.AppId, outbox.PubSub),
                async wait => (await PubSub[outbox.PubSub].WhenOpenAsync(wait)).Component, outbox.Retention, _metrics, _log, _options.Clock);
        return new OpenStateStore(store, new StateKeys(component.Name, _options.AppId, metadata["keyPrefix"]), outbox, relay);
    }
}
