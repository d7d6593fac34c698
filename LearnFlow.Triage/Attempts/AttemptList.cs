namespace LearnFlow.Triage.Attempts;

/// <summary>Answer of <c>GET /attempts</c>.</summary>
/// <param name="LearnerId">The calling learner.</param>
/// <param name="Count">All attempts ever made.</param>
/// <param name="Attempts">The latest, newest first.</param>
public sealed record AttemptList(string LearnerId, long Count, IReadOnlyList<AttemptList.Item> Attempts)
{
    /// <summary>The list of a window.</summary>
    public static AttemptList Of(LearnerWindow window) => new(
        window.LearnerId, window.AttemptCount, [.. window.Activities.OfType<Attempt>().Reverse().Select(Item.Of)]);

    /// <summary>One attempt.</summary>
    /// <param name="Kind"><c>run</c> or <c>submission</c>.</param>
    /// <param name="Id">Id of the run or submission.</param>
    /// <param name="At">When it was made (UTC).</param>
    /// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
    /// <param name="Status">How a run ended (the sandbox's contract); of a submission <c>passed</c> or <c>failed</c>.</param>
    /// <param name="ErrorType">Exception class; null when it did not end in one.</param>
    /// <param name="ErrorMessage">The exception's message.</param>
    /// <param name="ErrorLine">Line of the learner's code, from 1.</param>
    /// <param name="TestsPassed">Of a submission, the tests that passed.</param>
    /// <param name="TestsTotal">Of a submission, the tests of the exercise.</param>
    /// <param name="FailingTest">Of a submission, the first test that failed.</param>
    /// <param name="Code">The program; null when it is long or not among the ten latest.</param>
    public sealed record Item(
        string Kind, string Id, DateTimeOffset At, string? ExerciseId, string Status,
        string? ErrorType, string? ErrorMessage, int? ErrorLine, int? TestsPassed, int? TestsTotal, string? FailingTest, string? Code)
    {
        /// <summary>The attempt as a caller sees it.</summary>
        public static Item Of(Attempt attempt)
        {
            var submission = attempt as Submission;
            return new(
                submission is null ? "run" : "submission", attempt.Id, attempt.At, attempt.ExerciseId,
                attempt is Run run ? run.Status : attempt.Succeeded ? "passed" : "failed",
                attempt.ErrorType, attempt.ErrorMessage, attempt.ErrorLine,
                submission?.TestsPassed, submission?.TestsTotal, submission?.FailingTest, attempt.Text);
        }
    }
}
