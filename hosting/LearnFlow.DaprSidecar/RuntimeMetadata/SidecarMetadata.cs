using System.Collections.Concurrent;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.DaprSidecar.RuntimeMetadata;

/// <summary>What the metadata API tells about the sidecar, and the values apps add.</summary>
internal sealed class SidecarMetadata(SidecarRuntime runtime, ComponentSet components)
{
    /// <summary>The Dapr version whose API this sidecar speaks.</summary>
    public const string RuntimeVersion = "1.18.0";

    private readonly ConcurrentDictionary<string, string> _extended = new(StringComparer.Ordinal) { ["daprRuntimeVersion"] = RuntimeVersion };

    /// <summary>The app and how it is reached.</summary>
    public SidecarOptions App => runtime.Options;

    public IReadOnlyDictionary<string, string> Extended => _extended;

    public IReadOnlyList<Component> Components => components.All;

    public IReadOnlyList<Subscription> Subscriptions => runtime.Subscriptions.Active;

    /// <summary>An empty key changes nothing.</summary>
    public void Set(string key, string value)
    {
        if (key.Length > 0) _extended[key] = value;
    }

    /// <summary>What a component can do, in Dapr's names.</summary>
    public static IReadOnlyList<string> Capabilities(Component component) => component.Type switch
    {
        "state.postgresql" => ["ETAG", "TRANSACTIONAL", "TTL", "KEYS_LIKE", "ACTOR"],
        "pubsub.kafka" => ["BULK_PUBSUB"],
        _ => [],
    };
}
