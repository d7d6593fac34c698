using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.Secrets;

namespace LearnFlow.DaprSidecar.Resources;

/// <summary>What Dapr's YAML resources say to one app.</summary>
/// <param name="Components"><c>kind: Component</c>.</param>
/// <param name="Subscriptions"><c>kind: Subscription</c>: declarative subscriptions.</param>
/// <param name="SecretScopes">Of <c>kind: Configuration</c>: which secrets of a store the app may read, by store.</param>
internal sealed record SidecarResources(IReadOnlyList<Component> Components, IReadOnlyList<Subscription> Subscriptions,
    IReadOnlyDictionary<string, SecretScope> SecretScopes);
