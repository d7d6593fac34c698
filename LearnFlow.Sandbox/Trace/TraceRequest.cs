using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Trace;

/// <summary>Body of <c>POST /trace</c>: a program to run step by step. It is no attempt: nothing is recorded.</summary>
/// <param name="Language">A language of <c>GET /runtimes</c>; only Python can be traced.</param>
/// <param name="Code">The main file's text.</param>
/// <param name="Files">Further files beside it; their lines are traced too.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Limits">Limits other than the usual ones.</param>
/// <param name="MaxSteps">Steps after which it is stopped, 1 to 5000; 1000 when left out.</param>
/// <param name="Interactive">
/// True when more input may come: a program that reads past <paramref name="Stdin"/> then ends with
/// <see cref="RunStatus.WaitingForInput"/>, and is gone on with by sending the same request with a line more and the answer's session.
/// </param>
/// <param name="Session">The session of the last answer; null at the start.</param>
public sealed record TraceRequest(
    string Language,
    string Code,
    IReadOnlyList<SourceFile>? Files = null,
    string? Stdin = null,
    RunLimits? Limits = null,
    int? MaxSteps = null,
    bool Interactive = false,
    ReplaySession? Session = null);
