using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Turtle;

namespace LearnFlow.Sandbox.Run;

/// <summary>A program to run, as the API gives it to a worker.</summary>
/// <param name="Language">A runtime's name.</param>
/// <param name="Entry">The file in <paramref name="Files"/> to start.</param>
/// <param name="Files">Everything under <c>/work</c> at the start.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Limits">What the run may use.</param>
/// <param name="Replay">Makes the run repeatable; null for an ordinary one.</param>
/// <param name="Streams">True when the caller wants the output as it comes.</param>
/// <param name="LearnersFile">The file whose lines errors point at, when it is not the entry.</param>
/// <param name="ResultFile">A file under <c>/work</c> whose text comes back with the outcome.</param>
internal sealed record RunCommand(
    string Language,
    string Entry,
    IReadOnlyList<SourceFile> Files,
    string Stdin,
    RunLimits Limits,
    ReplayOptions? Replay = null,
    bool Streams = false,
    string? LearnersFile = null,
    string? ResultFile = null)
{
    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Values that the run must report to pass; null when it is no test.</summary>
    public IReadOnlyList<Expectation>? Expectations { get; init; }
}

/// <summary>A text file of a program.</summary>
/// <param name="Name">A relative path with forward slashes.</param>
/// <param name="Content">Its text.</param>
public sealed record SourceFile(string Name, string Content);

/// <summary>What makes a run repeatable, so that an interactive program can be run again with one more input.</summary>
/// <param name="Seed">Seeds all randomness.</param>
/// <param name="StartMs">The program's clock at its start, in milliseconds since 1970.</param>
/// <param name="ShownCharacters">Characters of output that the learner has seen already: until then nothing is waited for.</param>
internal sealed record ReplayOptions(int Seed, long StartMs, int ShownCharacters)
{
    /// <summary>True for the first run, which repeats nothing: its clock is the real one.</summary>
    public bool HasRealClock { get; init; }

    /// <summary>True when the program sees the end of its input after the last line instead of waiting for more.</summary>
    public bool EndOfInput { get; init; }
}

/// <summary>
/// What a worker says of a run; the fields as in <see cref="RunResult"/>, its processor time, the turtle's picture, the text of the
/// command's result file, and how the reported values were.
/// </summary>
internal sealed record RunOutcome(
    RunStatus Status,
    string Output,
    string Error,
    int? ExitCode,
    double ElapsedMs,
    double CpuMs,
    long PeakMemoryBytes,
    bool Truncated,
    ProgramError? ProgramError,
    TurtlePicture? Turtle = null,
    string? Result = null,
    JudgedValues? Judged = null);
