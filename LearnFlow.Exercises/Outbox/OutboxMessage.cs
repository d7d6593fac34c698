using System.Text.Json;
using LearnFlow.Events;

namespace LearnFlow.Exercises.Outbox;

/// <summary>
/// An event that waits to be published. It is written in the transaction of what it tells about, and removed once the
/// broker has it; so an event is neither lost nor sent for something that was rolled back.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>The order of writing, by which the relay publishes.</summary>
    public long Number { get; init; }

    /// <summary>The event's id; consumers drop one that they have seen.</summary>
    public required string EventId { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>What the sidecar needs for the CloudEvent's envelope and the partition.</summary>
    public required Dictionary<string, string> Metadata { get; init; }

    /// <summary>The message for an event.</summary>
    public static OutboxMessage Of<TEvent>(TEvent learningEvent) where TEvent : ILearningEvent => new()
    {
        EventId = learningEvent.Id,
        Topic = TEvent.Topic,
        Data = JsonSerializer.Serialize(learningEvent, JsonConventions.Options),
        Metadata = LearningEvents.Metadata(learningEvent),
    };
}
