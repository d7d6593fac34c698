namespace LearnFlow.Triage.Help;

/// <summary>Runs a program to see what it does.</summary>
public interface ISandbox
{
    /// <summary>Runs <paramref name="code"/> on Triage's own behalf: it is no attempt of the learner.</summary>
    /// <returns>What came of it; null when the sandbox does not answer.</returns>
    Task<SandboxRun?> RunAsync(string code, CancellationToken cancellationToken);
}

/// <summary>What the tutor needs of the sandbox's answer to a run.</summary>
/// <param name="Status">How it ended (the sandbox's contract).</param>
/// <param name="ErrorType">Exception class; null when it did not end in one.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="ErrorLine">Line of the program, from 1.</param>
public sealed record SandboxRun(string Status, string? ErrorType = null, string? ErrorMessage = null, int? ErrorLine = null);
