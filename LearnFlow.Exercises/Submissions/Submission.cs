using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Submissions;

/// <summary>A solution that a learner handed in, with its grade. It is written once and never changed.</summary>
public sealed class Submission
{
    /// <summary>Unique id; also the id of its event.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who handed it in.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The exercise.</summary>
    public required Guid ExerciseId { get; init; }

    /// <summary>The exercise's revision that it was graded against.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was graded (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was handed in.</summary>
    public required string Code { get; init; }

    /// <summary>SHA-256 of the code, by which the same text is recognised.</summary>
    public required string CodeHash { get; init; }

    /// <summary>How many tests passed.</summary>
    public required int TestsPassed { get; init; }

    /// <summary>How many there were.</summary>
    public required int TestsTotal { get; init; }

    /// <summary>Every test with its data (jsonb); a learner is shown <see cref="TestOutcome.ForLearner"/>.</summary>
    public required IReadOnlyList<TestOutcome> Outcomes { get; init; }
}
