using LearnFlow.DaprSidecar.PubSub.Routing;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>A subscription of an app: from GET /dapr/subscribe, gRPC ListTopicSubscriptions, YAML or a stream.</summary>
internal sealed record Subscription(string PubSub, string Topic)
{
    /// <summary>Rules in their order; the default route is a rule without a match, last.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    /// <summary>Metadata for the component; <c>rawPayload</c> for the sidecar.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Where messages go that the app cannot take, or null.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>Bulk subscribe, or null for single messages.</summary>
    public BulkSubscribe? Bulk { get; init; }

    /// <summary>How it came about, in Dapr's words: PROGRAMMATIC, DECLARATIVE, STREAMING.</summary>
    public string Type { get; init; } = "PROGRAMMATIC";

    /// <summary>App ids a declarative subscription is for; empty means all.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether messages are plain bytes rather than CloudEvents.</summary>
    public bool RawPayload => Components.ComponentMetadata.IsTruthy(Metadata.GetValueOrDefault("rawPayload"));
}

/// <summary>A rule: events that match go to the path.</summary>
/// <param name="Match">The condition, or null for every event.</param>
/// <param name="Path">The app's path.</param>
internal sealed record RoutingRule(CelExpression? Match, string Path);

/// <summary>How bulk messages are collected (Dapr's defaults: 100 messages, 1000 ms).</summary>
internal sealed record BulkSubscribe(int MaxMessages, TimeSpan MaxAwait)
{
    public static BulkSubscribe? Of(bool enabled, int maxMessagesCount, int maxAwaitDurationMs) =>
        enabled ? new(maxMessagesCount > 0 ? maxMessagesCount : 100, TimeSpan.FromMilliseconds(maxAwaitDurationMs > 0 ? maxAwaitDurationMs : 1000)) : null;
}
