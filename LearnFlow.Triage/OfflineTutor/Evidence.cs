using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>All that a diagnosis may rest on.</summary>
/// <param name="Source">The program.</param>
/// <param name="Status">How its run ended (the sandbox's contract); null when it was not run.</param>
/// <param name="ErrorType">Exception class of the run.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="ErrorLine">Line of the program where it was raised, from 1.</param>
/// <param name="FailingTest">The first test of the exercise that failed, with what it says; null when none is known.</param>
public sealed record Evidence(
    PythonSource Source, string? Status, string? ErrorType = null, string? ErrorMessage = null, int? ErrorLine = null, string? FailingTest = null)
{
    /// <summary>The exception's message, never null.</summary>
    public string Message => ErrorMessage ?? "";

    /// <summary>The logical line where the exception was raised.</summary>
    public PythonLine? Line => Source.At(ErrorLine);

    /// <summary>What the trouble is taken for, before any rule has looked.</summary>
    public HelpKind Kind => this switch
    {
        { ErrorType: "SyntaxError" or "IndentationError" or "TabError" } => HelpKind.Syntax,
        { ErrorType: "AssertionError" } => HelpKind.WrongResult,
        { Status: "recursionLimit" } or { ErrorType: "RecursionError" } => HelpKind.DoesNotEnd,
        { ErrorType: not null } or { Status: "error" } => HelpKind.RuntimeError,
        { Status: "wallTimeLimit" or "cpuTimeLimit" or "memoryLimit" or "outputLimit" or "fileLimit" } => HelpKind.DoesNotEnd,
        { FailingTest: not null } => HelpKind.WrongResult,
        _ => HelpKind.Design,
    };
}
