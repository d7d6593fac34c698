using LearnFlow.DaprSidecar.Components;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>What a state component says about its outbox.</summary>
/// <param name="PubSub"><c>outboxPublishPubsub</c>: the pub/sub component events go to.</param>
/// <param name="Topic"><c>outboxPublishTopic</c>: the topic events go to.</param>
/// <param name="Retention"><c>outboxRetention</c>: how long published events are kept for a broker that loses its log; 10 minutes.</param>
/// <remarks>Both names must be set, else there is no outbox (dapr/dapr pkg/runtime/pubsub/outbox.go).
/// <c>outboxPubsub</c> and <c>outboxDiscardWhenMissingState</c> belong to Dapr's internal topic, which a database table replaces here.</remarks>
internal sealed record OutboxSettings(string PubSub, string Topic, TimeSpan Retention)
{
    public static OutboxSettings? Of(ComponentMetadata metadata) =>
        metadata["outboxPublishPubsub"] is { } pubsub && metadata["outboxPublishTopic"] is { } topic
            ? new OutboxSettings(pubsub, topic, metadata.Duration(TimeSpan.FromMinutes(10), "outboxRetention")) : null;
}
