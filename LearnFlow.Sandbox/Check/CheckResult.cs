namespace LearnFlow.Sandbox.Check;

/// <summary>Answer of <c>POST /check</c>.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Total">Tests that there were.</param>
/// <param name="Tests">Each of them, in the request's order.</param>
/// <param name="Runtime">Language, version and build that ran them.</param>
public sealed record CheckResult(int Passed, int Total, IReadOnlyList<CheckedTest> Tests, string Runtime);

/// <summary>How a test went.</summary>
/// <param name="Name">As in the request.</param>
/// <param name="Status"><c>passed</c>, <c>failed</c> (it ran and was wrong), or how the run ended instead: <c>error</c>, <c>wallTimeLimit</c>, …; <c>notRun</c> after three that did not end in time, or after a first one that decides</param>
/// <param name="Input">Standard input, or the call as Python.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Actual">What came.</param>
/// <param name="Output">What the submission printed.</param>
/// <param name="Error">The traceback, if any.</param>
/// <param name="ErrorType">Class of the exception.</param>
/// <param name="ErrorMessage">Its text.</param>
/// <param name="ErrorLine">The submission's line that was running then.</param>
/// <param name="ElapsedMs">Wall time in milliseconds.</param>
public sealed record CheckedTest(
    string Name,
    string Status,
    string? Input,
    string? Expected,
    string? Actual,
    string Output,
    string Error,
    string? ErrorType,
    string? ErrorMessage,
    int? ErrorLine,
    double ElapsedMs);
