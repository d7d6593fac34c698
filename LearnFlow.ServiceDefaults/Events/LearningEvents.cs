using Dapr.Client;

namespace LearnFlow.Events;

/// <summary>Publishes learning events.</summary>
public static class LearningEvents
{
    /// <summary>Publishes <paramref name="learningEvent"/> to its topic and returns when the broker has it.</summary>
    /// <exception cref="Dapr.DaprException">The sidecar or the broker did not take it; publish again, consumers drop duplicates.</exception>
    public static Task PublishAsync<TEvent>(DaprClient dapr, TEvent learningEvent, CancellationToken cancellationToken = default)
        where TEvent : ILearningEvent =>
        dapr.PublishEventAsync(Topics.PubSub, TEvent.Topic, learningEvent, Metadata(learningEvent), cancellationToken);

    /// <summary>
    /// What makes Dapr's envelope carry the event's own id, type and time, and Kafka keep one learner's events in order
    /// (Dapr docs, "Publishing &amp; subscribing messages with Cloudevents", and the Kafka component's <c>partitionKey</c>).
    /// A state transaction with outbox takes other metadata: fields by their bare names.
    /// </summary>
    public static Dictionary<string, string> Metadata<TEvent>(TEvent learningEvent) where TEvent : ILearningEvent => new()
    {
        ["cloudevent.id"] = learningEvent.Id,
        ["cloudevent.type"] = TEvent.Type,
        ["cloudevent.time"] = learningEvent.At.UtcDateTime.ToString("O"),
        ["partitionKey"] = learningEvent.LearnerId,
    };
}
