using LearnFlow.Sandbox.Turtle;

namespace LearnFlow.Sandbox.Run;

/// <summary>Answer of <c>POST /run</c>.</summary>
/// <param name="Id">The run's id; for a learner's run also its attempt's.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ExitCode">The program's exit code; null when it was stopped.</param>
/// <param name="ElapsedMs">Wall time of the run in milliseconds, without waiting for a worker.</param>
/// <param name="PeakMemoryBytes">The most linear memory that it had.</param>
/// <param name="Truncated">True when output was cut off at the limit.</param>
/// <param name="ErrorType">Class of the exception that ended it, at most <see cref="ProgramError.MaxTypeCharacters"/> characters.</param>
/// <param name="ErrorMessage">That exception's text, at most <see cref="ProgramError.MaxMessageCharacters"/> characters; the whole is in the error.</param>
/// <param name="ErrorLine">Line of the main file that was running then, counted from 1.</param>
/// <param name="Runtime">Language, version and build that ran it.</param>
/// <param name="Turtle">What the program drew with Python's turtle; null when it drew nothing.</param>
public sealed record RunResult(
    string Id,
    RunStatus Status,
    string Output,
    string Error,
    int? ExitCode,
    double ElapsedMs,
    long PeakMemoryBytes,
    bool Truncated,
    string? ErrorType,
    string? ErrorMessage,
    int? ErrorLine,
    string Runtime,
    TurtlePicture? Turtle = null);
