namespace LearnFlow.Exercises.Grading;

/// <summary>What is asked of the sandbox's <c>POST /run</c>.</summary>
/// <param name="Language">Always <c>python</c> so far.</param>
/// <param name="Code">The program.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Files">Text files beside it.</param>
public sealed record SandboxRunRequest(string Language, string Code, string? Stdin, IReadOnlyList<SandboxFile>? Files);

/// <summary>A text file for a run.</summary>
public sealed record SandboxFile(string Name, string Content);

/// <summary>The parts of the sandbox's answer that grading looks at.</summary>
/// <param name="Status"><c>ok</c>, <c>error</c>, or the limit that stopped it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="ElapsedMs">Wall time in milliseconds.</param>
/// <param name="ErrorType">The exception's class, when one ended the program.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="ErrorLine">The line of the program, from 1.</param>
public sealed record SandboxRunResult(
    string Status, string Output, double ElapsedMs, string? ErrorType = null, string? ErrorMessage = null, int? ErrorLine = null)
{
    /// <summary>The status of a program that came to its end.</summary>
    public const string Ok = "ok";
}
