namespace LearnFlow.Exercises.Sharing;

/// <summary>A program that a learner shows to whoever has its link. It cannot be changed; its learner can delete it.</summary>
public sealed class Share
{
    /// <summary>The part of the link that cannot be guessed: 128 random bits.</summary>
    public required string Token { get; init; }

    /// <summary>Whose it is; not shown to readers.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The program.</summary>
    public required string Code { get; init; }

    /// <summary>When it was shared (UTC).</summary>
    public required DateTimeOffset At { get; init; }
}
