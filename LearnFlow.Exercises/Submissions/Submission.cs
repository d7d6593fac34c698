using System.Security.Cryptography;
using System.Text;
using LearnFlow.Events;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Submissions;

/// <summary>A solution that a learner handed in, with its grade. It is written once and never changed.</summary>
public sealed class Submission
{
    /// <summary>Unique id; also the id of its event.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the learner that handed it in.</summary>
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

    /// <summary>The hash by which the same text is recognised.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    /// <summary>A graded submission.</summary>
    public static Submission Of(Guid id, string learnerId, Exercise exercise, string code, IReadOnlyList<TestOutcome> outcomes, DateTimeOffset at) => new()
    {
        Id = id,
        LearnerId = learnerId,
        ExerciseId = exercise.Id,
        Revision = exercise.Revision,
        At = at,
        Code = code,
        CodeHash = HashOf(code),
        TestsPassed = outcomes.Count(outcome => outcome.Passed),
        TestsTotal = outcomes.Count,
        Outcomes = outcomes,
    };

    /// <summary>
    /// Its event. Attempts, help and lessons are made of it, and shown to the learner: of a hidden test it has what the learner gets.
    /// </summary>
    public ExerciseSubmitted ToEvent(Exercise exercise)
    {
        var failure = Outcomes.FirstOrDefault(outcome => !outcome.Passed)?.ForLearner();
        return new ExerciseSubmitted(
            Id.ToString(), LearnerId, At, exercise.Slug, Code, TestsPassed, TestsTotal, failure?.Name, failure?.ErrorType, failure?.ErrorMessage, failure?.ErrorLine);
    }
}
