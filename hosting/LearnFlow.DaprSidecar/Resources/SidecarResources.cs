using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.Resiliency;
using LearnFlow.DaprSidecar.Secrets;

namespace LearnFlow.DaprSidecar.Resources;

/// <summary>What Dapr's YAML resources say to one app.</summary>
/// <param name="Components"><c>kind: Component</c>.</param>
/// <param name="Subscriptions"><c>kind: Subscription</c>: declarative subscriptions.</param>
/// <param name="Resiliency"><c>kind: Resiliency</c>.</param>
/// <param name="ResiliencyNames">Names of the resiliency resources, for the metadata API.</param>
/// <param name="SecretScopes">Of <c>kind: Configuration</c>: which secrets of a store the app may read, by store.</param>
internal sealed record SidecarResources(IReadOnlyList<Component> Components, IReadOnlyList<Subscription> Subscriptions, ResiliencyPolicies Resiliency,
    IReadOnlyList<string> ResiliencyNames, IReadOnlyDictionary<string, SecretScope> SecretScopes);
