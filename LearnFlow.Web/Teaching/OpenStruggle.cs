namespace LearnFlow.Web.Teaching;

/// <summary>A struggle that has not ended, for teachers to see.</summary>
public sealed class OpenStruggle
{
    /// <summary>Its id (Triage's).</summary>
    public required string Id { get; init; }

    /// <summary>Id of the learner that is stuck.</summary>
    public required string LearnerId { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; set; }

    /// <summary>Since when (UTC).</summary>
    public required DateTimeOffset At { get; init; }
}
