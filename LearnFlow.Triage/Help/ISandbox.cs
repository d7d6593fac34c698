namespace LearnFlow.Triage.Help;

/// <summary>Runs a program to see what it does.</summary>
public interface ISandbox
{
    /// <summary>Runs a program on Triage's own behalf: it is no attempt of the learner.</summary>
    /// <returns>What came of it; null when the sandbox does not answer.</returns>
    Task<SandboxRun?> RunAsync(SandboxRequest request, CancellationToken cancellationToken);
}

/// <summary>What is asked of the sandbox's <c>POST /run</c>.</summary>
/// <param name="Language">Always <c>python</c>.</param>
/// <param name="Code">The main file.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Files">Further files beside it.</param>
/// <param name="Limits">Limits other than the usual ones.</param>
public sealed record SandboxRequest(
    string Language, string Code, string? Stdin = null, IReadOnlyList<SandboxFile>? Files = null, SandboxLimits? Limits = null);

/// <summary>A file for a run.</summary>
public sealed record SandboxFile(string Name, string Content);

/// <summary>Limits of a run (the sandbox's contract); what is not named keeps its usual value.</summary>
public sealed record SandboxLimits(int WallTimeMs, int CpuTimeMs, int OutputBytes);

/// <summary>What the tutor needs of the sandbox's answer to a run.</summary>
/// <param name="Status">How it ended (the sandbox's contract).</param>
/// <param name="ErrorType">Exception class; null when it did not end in one.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="ErrorLine">Line of the program, from 1.</param>
/// <param name="Output">Standard output.</param>
public sealed record SandboxRun(string Status, string? ErrorType = null, string? ErrorMessage = null, int? ErrorLine = null, string? Output = null);
