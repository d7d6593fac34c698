namespace LearnFlow.Exercises.Grading;

/// <summary>
/// How one test ended. For a hidden test only its name, whether it passed, the time and the kind of error are given.
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

    /// <summary>The same as the learner may see it.</summary>
    public TestOutcome ForLearner() => Hidden
        ? this with { Input = null, Expected = null, Actual = null, Diff = null, ErrorMessage = null }
        : this;
}
