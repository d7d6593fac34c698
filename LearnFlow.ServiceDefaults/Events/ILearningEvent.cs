namespace LearnFlow.Events;

/// <summary>Something that happened to a learner, sent as a CloudEvent.</summary>
public interface ILearningEvent
{
    /// <summary>The CloudEvent's type, for example <c>code.executed</c>.</summary>
    static abstract string Type { get; }

    /// <summary>The topic it is published to.</summary>
    static abstract string Topic { get; }

    /// <summary>Unique id; a consumer drops an event whose id it has seen.</summary>
    string Id { get; }

    /// <summary>Whom it happened to; also the partition key.</summary>
    string LearnerId { get; }

    /// <summary>When it happened (UTC), by the clock of the service that says so.</summary>
    DateTimeOffset At { get; }
}
