namespace LearnFlow.Exercises.Drafts;

/// <summary>An older text of a draft: kept when it was run, handed in, or replaced by another device's.</summary>
public sealed class DraftVersion
{
    /// <summary>Unique id, in the order of time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The draft's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was kept (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The text.</summary>
    public required string Code { get; init; }

    /// <summary>What the learner calls it; null for one that gives way to newer ones.</summary>
    public string? Title { get; set; }
}
