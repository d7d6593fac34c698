namespace LearnFlow.Exercises.Mastery;

/// <summary>One answer that counts as evidence, as its event told it: the history from which mastery can be recomputed.</summary>
public sealed class LearningRecord
{
    /// <summary>The order in which answers were taken; a learner's mastery is a fold over them.</summary>
    public long Number { get; init; }

    /// <summary>The event's id: an event that comes twice counts once.</summary>
    public required string EventId { get; init; }

    /// <summary>Id of the learner that answered.</summary>
    public required string LearnerId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Slug of the exercise or question.</summary>
    public required string Item { get; init; }

    /// <summary>The concepts that the item practised then.</summary>
    public required List<string> Concepts { get; init; }

    /// <summary>Whether it was right.</summary>
    public required bool Correct { get; init; }

    /// <summary>Whether it was a quiz question: guessing is easier there.</summary>
    public required bool Quiz { get; init; }
}

/// <summary>A learner's mastery of a concept after all records so far.</summary>
public sealed class StoredMastery
{
    /// <summary>Id of the learner.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The concept's slug.</summary>
    public required string Concept { get; init; }

    /// <summary>The probability that it is known.</summary>
    public required double Known { get; set; }

    /// <summary>On how many answers that rests.</summary>
    public required int Answers { get; set; }
}
