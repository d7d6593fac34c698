namespace LearnFlow.Exercises.Drafts;

/// <summary>What a learner has in the editor: one text for each exercise, and for free practice.</summary>
public sealed class Draft
{
    /// <summary>Whose it is.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The exercise's slug, or a name of the workspace such as <c>practice</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The text, at most <see cref="DraftRules.MaxBytes"/> of UTF-8.</summary>
    public required string Code { get; set; }

    /// <summary>When it was last changed (UTC).</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>PostgreSQL's <c>xmin</c>: another value after every change; the ETag.</summary>
    public uint Version { get; init; }
}
