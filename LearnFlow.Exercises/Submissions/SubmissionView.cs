using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Submissions;

/// <summary>Body of <c>POST /exercises/{slug}/submissions</c>.</summary>
/// <param name="Code">The solution, at most 48 KiB; for a prediction the text that the learner expects.</param>
public sealed record SubmissionRequest(string Code);

/// <summary>A graded submission as its learner sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was graded (UTC).</param>
/// <param name="TestsPassed">How many tests passed.</param>
/// <param name="TestsTotal">How many there were.</param>
/// <param name="Passed">Whether all of them did.</param>
/// <param name="Score">The part that passed, 0 to 1.</param>
/// <param name="Repeated">Whether the same text was handed in before, and this is its grade of then.</param>
/// <param name="Tests">Every test; hidden ones without their data.</param>
public sealed record SubmissionView(
    Guid Id,
    DateTimeOffset At,
    int TestsPassed,
    int TestsTotal,
    bool Passed,
    double Score,
    bool Repeated,
    IReadOnlyList<TestOutcome> Tests)
{
    /// <summary>What the learner may see of a submission.</summary>
    public static SubmissionView Of(Submission submission, bool repeated) => new(
        submission.Id,
        submission.At,
        submission.TestsPassed,
        submission.TestsTotal,
        submission.TestsPassed == submission.TestsTotal,
        (double)submission.TestsPassed / submission.TestsTotal,
        repeated,
        [.. submission.Outcomes.Select(outcome => outcome.ForLearner())]);
}
