namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>A subscription of an app: from GET /dapr/subscribe or YAML.</summary>
/// <param name="PubSub">The component.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Route">The app's path that gets the events.</param>
internal sealed record Subscription(string PubSub, string Topic, string Route)
{
    /// <summary>Why a subscription with conditions is refused.</summary>
    public const string RulesRefused = "its routes have rules with a 'match' (CEL), which this sidecar does not evaluate: "
        + "give the topic one route and let the app choose by the event's type, or run daprd";

    /// <summary>Whether it has rules with conditions; it is refused then.</summary>
    public bool HasRules { get; init; }

    /// <summary>Metadata for the component; <c>rawPayload</c> for the sidecar.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Where messages go that the app cannot take, or null.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>Bulk subscribe, or null for single messages.</summary>
    public BulkSubscribe? Bulk { get; init; }

    /// <summary>How it came about, in Dapr's words: PROGRAMMATIC, DECLARATIVE.</summary>
    public string Type { get; init; } = "PROGRAMMATIC";

    /// <summary>Whether messages are plain bytes rather than CloudEvents.</summary>
    public bool RawPayload => Components.ComponentMetadata.IsTruthy(Metadata.GetValueOrDefault("rawPayload"));
}

/// <summary>How bulk messages are collected (Dapr's defaults: 100 messages, 1000 ms).</summary>
internal sealed record BulkSubscribe(int MaxMessages, TimeSpan MaxAwait)
{
    public static BulkSubscribe? Of(bool enabled, int maxMessagesCount, int maxAwaitDurationMs) =>
        enabled ? new(maxMessagesCount > 0 ? maxMessagesCount : 100, TimeSpan.FromMilliseconds(maxAwaitDurationMs > 0 ? maxAwaitDurationMs : 1000)) : null;
}
