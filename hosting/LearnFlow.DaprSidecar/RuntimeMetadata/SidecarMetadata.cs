using System.Collections.Concurrent;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.Resources;

namespace LearnFlow.DaprSidecar.RuntimeMetadata;

/// <summary>What the metadata API tells about the sidecar, and the values apps add.</summary>
internal sealed class SidecarMetadata(SidecarRuntime runtime, ComponentSet components, SidecarResources resources)
{
    /// <summary>The Dapr version whose API this sidecar speaks.</summary>
    public const string RuntimeVersion = "1.18.0";

    private readonly ConcurrentDictionary<string, string> _extended = new(StringComparer.Ordinal) { ["daprRuntimeVersion"] = RuntimeVersion };

    public string AppId => runtime.Options.AppId;

    public IReadOnlyDictionary<string, string> Extended => _extended;

    public IReadOnlyList<Component> Components => components.All;

    public IReadOnlyList<string> Resiliencies => resources.ResiliencyNames;

    public IReadOnlyList<Subscription> Subscriptions => runtime.Subscriptions.Active;

    public Uri? AppAddress => runtime.Options.AppAddress;

    public string AppProtocol => runtime.Options.AppProtocol;

    public AppHealthCheck? AppHealthCheck => runtime.Options.AppHealthCheck;

    /// <summary>An empty key changes nothing.</summary>
    public void Set(string key, string value)
    {
        if (key.Length > 0) _extended[key] = value;
    }

    /// <summary>What a component can do, in Dapr's names.</summary>
    public static IReadOnlyList<string> Capabilities(Component component) => component.Type switch
    {
        "state.postgresql" => ["ETAG", "TRANSACTIONAL", "TTL", "KEYS_LIKE", "ACTOR"],
        "state.in-memory" => ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"],
        "pubsub.kafka" => ["BULK_PUBSUB"],
        _ => [],
    };
}
