namespace LearnFlow.Exercises.Submissions;

/// <summary>
/// A solution that was handed in and could not be graded yet. The transaction that stores its grade removes it, and the
/// submission takes its id; so what it changes, it changes once.
/// </summary>
public sealed class WaitingSubmission
{
    /// <summary>Unique id; the submission's once it is graded.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the learner that handed it in.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The exercise.</summary>
    public required Guid ExerciseId { get; init; }

    /// <summary>When it was handed in (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was handed in.</summary>
    public required string Code { get; init; }

    /// <summary>SHA-256 of the code, by which the same text is recognised.</summary>
    public required string CodeHash { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Tries { get; set; }

    /// <summary>Not tried before this time (UTC); null when it is not tried any more.</summary>
    public required DateTimeOffset? NextTryAt { get; set; }

    /// <summary>What went wrong the last time; for the log and the operator.</summary>
    public required string Error { get; set; }
}
