using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Submissions;

/// <summary>Body of <c>POST /exercises/{slug}/submissions</c>.</summary>
/// <param name="Code">The solution, at most 48 KiB; for a prediction the text that the learner expects.</param>
public sealed record SubmissionRequest(string Code);

/// <summary>A submission as its learner sees it.</summary>
/// <param name="Id">Its id; it keeps it when it is graded.</param>
/// <param name="At">When it was graded; while it is not, when it was handed in (UTC).</param>
/// <param name="TestsPassed">How many tests passed; 0 while it is not graded.</param>
/// <param name="TestsTotal">How many there are.</param>
/// <param name="Passed">Whether all of them did.</param>
/// <param name="Score">The part that passed, 0 to 1.</param>
/// <param name="Repeated">Whether the same text was handed in before, and this is that submission.</param>
/// <param name="Tests">Every test; hidden ones without their data. Empty while it is not graded.</param>
/// <param name="Status">How far it is.</param>
public sealed record SubmissionView(
    Guid Id,
    DateTimeOffset At,
    int TestsPassed,
    int TestsTotal,
    bool Passed,
    double Score,
    bool Repeated,
    IReadOnlyList<TestOutcome> Tests,
    SubmissionStatus Status = SubmissionStatus.Graded)
{
    /// <summary>What the learner may see of a graded submission.</summary>
    public static SubmissionView Of(Submission submission, bool repeated) => new(
        submission.Id,
        submission.At,
        submission.TestsPassed,
        submission.TestsTotal,
        submission.TestsPassed == submission.TestsTotal,
        (double)submission.TestsPassed / submission.TestsTotal,
        repeated,
        [.. submission.Outcomes.Select(outcome => outcome.ForLearner())]);

    /// <summary>What the learner may see of one that is not graded.</summary>
    public static SubmissionView Of(WaitingSubmission waiting, int testsTotal, bool repeated) => new(
        waiting.Id, waiting.At, 0, testsTotal, Passed: false, 0, repeated, [], waiting.NextTryAt is null ? SubmissionStatus.NotGraded : SubmissionStatus.Waiting);
}
