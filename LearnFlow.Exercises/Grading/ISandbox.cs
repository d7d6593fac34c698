using System.Text.Json.Nodes;

namespace LearnFlow.Exercises.Grading;

/// <summary>Runs programs somewhere safe: the parts of the service <c>sandbox</c> that are used here.</summary>
public interface ISandbox
{
    /// <summary>Judges a submission by tests; expected values stay outside of what the submission can reach.</summary>
    /// <exception cref="HttpRequestException">The sandbox could not do it; the submission is not to blame.</exception>
    /// <param name="question">The submission and the tests.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <param name="learner">Whose turn in the sandbox's queue it takes, when that is not who sent the request that is being answered.</param>
    Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation, string? learner = null);

    /// <summary>Runs a program.</summary>
    /// <exception cref="HttpRequestException">The sandbox could not do it; the program is not to blame.</exception>
    Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation);
}

/// <summary>Body of the sandbox's <c>POST /check</c>.</summary>
/// <param name="Code">The submission's main file.</param>
/// <param name="Tests">1 to 500 tests; each is a run of its own.</param>
/// <param name="Files">Files that every test finds beside the submission.</param>
/// <param name="Language">Always <c>python</c> so far.</param>
/// <param name="Entry">File name of the submission; null for the usual one.</param>
/// <param name="Limits">Limits of each test; null for the usual ones.</param>
/// <param name="FirstDecides">True when the other tests are not run after a first one that ended at a limit.</param>
public sealed record CheckQuestion(
    string Code,
    IReadOnlyList<CheckedBy> Tests,
    IReadOnlyList<SandboxFile>? Files = null,
    string Language = "python",
    string? Entry = null,
    RunLimits? Limits = null,
    bool FirstDecides = false);

/// <summary>One test, as the sandbox takes it; its files are beside the submission in this test alone.</summary>
public sealed record CheckedBy(
    string Name,
    Content.TestKind Kind,
    string? Stdin = null,
    string? ExpectedOutput = null,
    string? Function = null,
    JsonArray? Args = null,
    JsonNode? Expected = null,
    string? ExpectedRepr = null,
    string? Source = null,
    IReadOnlyList<SandboxFile>? Files = null);

/// <summary>The sandbox's answer: the tests in the order of the question.</summary>
public sealed record CheckAnswer(IReadOnlyList<CheckedTest> Tests);

/// <summary>How a test went.</summary>
/// <param name="Status"><c>passed</c>, <c>failed</c>, <c>error</c>, the limit that stopped it, or <c>notRun</c> with the reason as its message.</param>
/// <param name="Actual">What came: the output, or the value as Python writes it.</param>
/// <param name="ErrorType">The exception's class, when one ended the program.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="ErrorLine">The line of the submission, from 1.</param>
/// <param name="ElapsedMs">Wall time in milliseconds.</param>
public sealed record CheckedTest(
    string Status,
    string? Actual = null,
    string? ErrorType = null,
    string? ErrorMessage = null,
    int? ErrorLine = null,
    double ElapsedMs = 0);

/// <summary>Body of the sandbox's <c>POST /run</c>.</summary>
/// <param name="Code">The program that is run.</param>
/// <param name="Entry">Its file name.</param>
/// <param name="Files">Files beside it.</param>
/// <param name="Limits">Limits of the run.</param>
/// <param name="Language">Always <c>python</c> so far.</param>
public sealed record RunQuestion(
    string Code, string Entry, IReadOnlyList<SandboxFile> Files, RunLimits? Limits = null, string Language = "python");

/// <summary>Limits of a run, in milliseconds; the sandbox's own hold for the rest.</summary>
public sealed record RunLimits(int WallTimeMs, int CpuTimeMs)
{
    /// <summary>The most that the sandbox grants.</summary>
    public static RunLimits Most { get; } = new(30_000, 20_000);
}

/// <summary>A text file for a run, by its relative path.</summary>
public sealed record SandboxFile(string Name, string Content);

/// <summary>How a program ended.</summary>
/// <param name="Status"><c>ok</c>, <c>error</c>, or the limit that stopped it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="ErrorType">The exception's class, when one ended the program.</param>
/// <param name="ErrorMessage">Its message.</param>
public sealed record RunAnswer(string Status, string Output, string? ErrorType = null, string? ErrorMessage = null);
