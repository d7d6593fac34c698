using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearnFlow.Triage.Behaviour;

/// <summary>What a program does on its tests, and where the cause of a failure is likely to be (the answer of Python/probe.py).</summary>
/// <param name="Trials">How each test went, in the tests' order; empty when Python cannot read the program.</param>
/// <param name="Suspects">Lines that may hold the cause, the most likely first; empty when all passes or nobody searched.</param>
/// <param name="Steps">The first steps of the first failing test.</param>
/// <param name="SyntaxError">Why Python cannot read the program; null when it can.</param>
/// <param name="Stopped">The limit that ended it before any test could be told of (the sandbox's contract); else null.</param>
public sealed record ProgramBehaviour(
    IReadOnlyList<Trial>? Trials = null, IReadOnlyList<Suspect>? Suspects = null, IReadOnlyList<RunStep>? Steps = null, SyntaxProblem? SyntaxError = null,
    string? Stopped = null)
{
    /// <inheritdoc cref="ProgramBehaviour" path="/param[@name='Trials']" />
    public IReadOnlyList<Trial> Trials { get; init; } = Trials ?? [];

    /// <inheritdoc cref="ProgramBehaviour" path="/param[@name='Suspects']" />
    public IReadOnlyList<Suspect> Suspects { get; init; } = Suspects ?? [];

    /// <inheritdoc cref="ProgramBehaviour" path="/param[@name='Steps']" />
    public IReadOnlyList<RunStep> Steps { get; init; } = Steps ?? [];

    /// <summary>True when the program passes all of its tests.</summary>
    [JsonIgnore]
    public bool IsRight => SyntaxError is null && Trials.Count > 0 && Trials.All(trial => trial.Passed);

    /// <summary>The test to talk about: the first failing one whose data may be told, else the first failing one; null when all pass.</summary>
    [JsonIgnore]
    public Trial? Failing => Trials.FirstOrDefault(trial => !trial.Passed && !trial.Hidden) ?? Trials.FirstOrDefault(trial => !trial.Passed);

    /// <summary>Lines of changes that make all tests pass: the strongest evidence that there is.</summary>
    [JsonIgnore]
    public IEnumerable<int> RepairLines => Suspects.Where(suspect => suspect.By == Clue.Repair).Select(suspect => suspect.Line);
}

/// <summary>How one test went.</summary>
/// <param name="Name">The behaviour that it checks.</param>
/// <param name="Hidden">Whether its data is kept from the learner.</param>
/// <param name="IsOutput">Whether what it prints is judged; else what a function returns, or an assertion.</param>
/// <param name="Passed">The verdict.</param>
/// <param name="Endless">Whether it was stopped because it made too many steps.</param>
/// <param name="Input">Standard input, or the call as Python.</param>
/// <param name="Expected">What should have come, as Python writes it, or the text.</param>
/// <param name="Actual">What came; null when an error came.</param>
/// <param name="Output">What it printed.</param>
/// <param name="ErrorType">Exception class.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="ErrorLine">Line of the program, from 1.</param>
public sealed record Trial(
    string? Name, bool Hidden, bool IsOutput, bool Passed, bool Endless, string? Input, string? Expected, string? Actual, string? Output,
    string? ErrorType, string? ErrorMessage, int? ErrorLine);

/// <summary>A line that may hold the cause.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="About">What on the line a change was about (Python/changes.py); null when only the line is known.</param>
/// <param name="By">What speaks for it.</param>
public sealed record Suspect(int Line, string? About, Clue By);

/// <summary>What speaks for a line, the strongest first.</summary>
public enum Clue
{
    /// <summary>A small change there makes all tests pass.</summary>
    Repair,

    /// <summary>A small change there makes more tests pass.</summary>
    Improvement,

    /// <summary>Failing tests run it more than passing ones, and it has a part in the result.</summary>
    Coverage,
}

/// <summary>A step of a run.</summary>
/// <param name="Line">The line that is about to run.</param>
/// <param name="Values">The values of the names there, as Python writes them.</param>
public sealed record RunStep(int Line, IReadOnlyDictionary<string, string> Values);

/// <summary>Why Python cannot read a program.</summary>
public sealed record SyntaxProblem(string Type, string Message, int? Line);
