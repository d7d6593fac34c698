using Polly;

namespace LearnFlow.DaprSidecar.Resiliency;

/// <summary>The resiliency pipelines of a sidecar, by target. Without a policy a call runs once.</summary>
internal sealed class ResiliencyPolicies(IReadOnlyDictionary<string, ResiliencePipeline> pipelines)
{
    /// <summary>No policies.</summary>
    public static ResiliencyPolicies None { get; } = new(new Dictionary<string, ResiliencePipeline>());

    /// <summary>Calls from the sidecar to a component.</summary>
    public ResiliencePipeline ComponentOutbound(string component) => Of($"components/{component}/outbound") ?? ResiliencePipeline.Empty;

    /// <summary>Deliveries from a component to the app; null without a policy, for then the component itself retries.</summary>
    public ResiliencePipeline? ComponentInbound(string component) => Of($"components/{component}/inbound");

    /// <summary>Invocations of an app; null without a policy, for then Dapr's built-in retry applies.</summary>
    public ResiliencePipeline? App(string appId) => Of($"apps/{appId}");

    private ResiliencePipeline? Of(string target) => pipelines.GetValueOrDefault(target);
}
