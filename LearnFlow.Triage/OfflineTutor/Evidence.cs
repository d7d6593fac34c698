using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>All that a diagnosis may rest on.</summary>
/// <param name="Source">The program.</param>
/// <param name="Status">How its run ended (the sandbox's contract); null when it was not run.</param>
/// <param name="ErrorType">Exception class of the run.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="ErrorLine">Line of the program where it was raised, from 1.</param>
/// <param name="FailingTest">The first test of the exercise that failed, with what it says; null when none is known.</param>
/// <param name="Behaviour">What it does on its tests; null when there are none or they could not be run.</param>
public sealed record Evidence(
    PythonSource Source, string? Status, string? ErrorType = null, string? ErrorMessage = null, int? ErrorLine = null, string? FailingTest = null,
    ProgramBehaviour? Behaviour = null)
{
    /// <summary>The evidence that the behaviour of a program gives.</summary>
    public static Evidence Of(PythonSource source, ProgramBehaviour behaviour) => behaviour switch
    {
        { Stopped: { } limit } => new(source, limit),
        { SyntaxError: { } error } => new(source, "error", error.Type, error.Message, error.Line, null, behaviour),
        { Failing: { Endless: true } trial } => new(source, "cpuTimeLimit", FailingTest: trial.Name, Behaviour: behaviour),
        { Failing: { } trial } => new(
            source, trial.ErrorType is null ? "ok" : "error", trial.ErrorType, trial.ErrorMessage, trial.ErrorLine, trial.Name ?? trial.Input ?? "a test", behaviour),
        _ => new(source, "ok", Behaviour: behaviour),
    };

    /// <summary>The evidence that an attempt at a program gives.</summary>
    public static Evidence Of(PythonSource source, Attempt attempt) => attempt switch
    {
        Run run => new(source, run.Status, run.ErrorType, run.ErrorMessage, run.ErrorLine),
        Submission { Succeeded: true } => new(source, "ok"),
        Submission submission => new(source, null, submission.ErrorType, submission.ErrorMessage, submission.ErrorLine, submission.FailingTest),
        _ => new(source, null),
    };

    /// <summary>Whether the program does what its tests ask for.</summary>
    public Verdict Verdict => this switch
    {
        { Behaviour.IsRight: true } => Verdict.Right,
        { Behaviour: not null } or { FailingTest: not null } or { ErrorType: not null } => Verdict.Wrong,
        { Status: not (null or "ok" or "cancelled") } => Verdict.Wrong,
        _ => Verdict.Unknown,
    };

    /// <summary>The exception's message, never null.</summary>
    public string Message => ErrorMessage ?? "";

    /// <summary>The logical line where the exception was raised.</summary>
    public PythonLine? Line => Source.At(ErrorLine);

    /// <summary>What the trouble is taken for, before any rule has looked.</summary>
    public HelpKind Kind => this switch
    {
        { ErrorType: "SyntaxError" or "IndentationError" or "TabError" } => HelpKind.Syntax,
        { ErrorType: "AssertionError" or "Missing" } => HelpKind.WrongResult,
        { Status: "recursionLimit" } or { ErrorType: "RecursionError" } => HelpKind.DoesNotEnd,
        { ErrorType: not null } or { Status: "error" } => HelpKind.RuntimeError,
        { Status: "wallTimeLimit" or "cpuTimeLimit" or "memoryLimit" or "outputLimit" or "fileLimit" } => HelpKind.DoesNotEnd,
        { FailingTest: not null } => HelpKind.WrongResult,
        _ => HelpKind.Design,
    };
}

/// <summary>Whether a program is right, as far as is known.</summary>
public enum Verdict
{
    /// <summary>There are no tests to judge by.</summary>
    Unknown,

    /// <summary>It passes all tests.</summary>
    Right,

    /// <summary>A test fails, or it ends in an error.</summary>
    Wrong,
}
