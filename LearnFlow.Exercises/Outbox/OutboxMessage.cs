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

    /// <summary>Whom it is about: messages of one key are published in their order.</summary>
    public required string Key { get; init; }

    /// <summary>How often it alone failed while others were published.</summary>
    public int Tries { get; set; }

    /// <summary>Not tried before this time (UTC); null when it has not failed.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>When it was put aside, so that it holds up nobody (UTC); null while it is tried.</summary>
    public DateTimeOffset? ParkedAt { get; set; }

    /// <summary>What went wrong the last time.</summary>
    public string? Error { get; set; }

    /// <summary>The message for an event.</summary>
    public static OutboxMessage Of<TEvent>(TEvent learningEvent) where TEvent : ILearningEvent => new()
    {
        EventId = learningEvent.Id,
        Key = learningEvent.LearnerId,
        Topic = TEvent.Topic,
        Data = JsonSerializer.Serialize(learningEvent, JsonConventions.Options),
        Metadata = LearningEvents.Metadata(learningEvent),
    };
}
