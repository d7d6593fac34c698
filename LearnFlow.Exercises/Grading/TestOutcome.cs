namespace LearnFlow.Exercises.Grading;

/// <summary>
/// How one test ended. Of a hidden test a learner gets its name and whether it passed: everything else is made by the submission
/// while it sees the test's data, and could carry them out.
/// </summary>
/// <param name="Name">The behaviour that it checks.</param>
/// <param name="Hidden">Whether its data is kept from the learner.</param>
/// <param name="Passed">The verdict.</param>
/// <param name="Input">Standard input, or the call.</param>
/// <param name="Expected">What should have come.</param>
/// <param name="Actual">What came.</param>
/// <param name="Diff">What was expected and what came, line by line, where they differ.</param>
/// <param name="Status"><c>passed</c>, <c>failed</c>, <c>error</c>, the limit that stopped it, or <c>notRun</c>.</param>
/// <param name="ErrorType">The exception's class.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="ErrorLine">The line of the learner's code, from 1; null when the error was raised by the test's own lines.</param>
/// <param name="ElapsedMs">Wall time in milliseconds.</param>
public sealed record TestOutcome(
    string Name,
    bool Hidden,
    bool Passed,
    string? Input,
    string? Expected,
    string? Actual,
    IReadOnlyList<string>? Diff,
    string Status,
    string? ErrorType,
    string? ErrorMessage,
    int? ErrorLine,
    double ElapsedMs)
{
    /// <summary>The status of a test that passed.</summary>
    public const string PassedStatus = "passed";

    /// <summary>The status of a test that gave another result.</summary>
    public const string FailedStatus = "failed";

    /// <summary>The same as the learner may see it.</summary>
    public TestOutcome ForLearner() => Hidden
        ? new TestOutcome(Name, Hidden, Passed, null, null, null, null, Passed ? PassedStatus : FailedStatus, null, null, null, ElapsedMs: 0)
        : this;
}
