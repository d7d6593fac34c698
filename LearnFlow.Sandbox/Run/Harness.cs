namespace LearnFlow.Sandbox.Run;

/// <summary>
/// A Python program of ours that runs in the guest beside the learner's: it reads <c>given.json</c> and leaves
/// <c>result.json</c>. Both share an interpreter, so what comes back may be forged and is judged like a learner's text.
/// </summary>
internal static class Harness
{
    /// <summary>Where it lies under <c>/work</c>; boot.py leaves its frames out of tracebacks.</summary>
    public const string Folder = ".harness";

    /// <summary>The command that starts <paramref name="script"/> instead of the learner's main file.</summary>
    public static RunCommand Around(RunCommand command, string script, string given) => command with
    {
        Entry = $"{Folder}/start.py",
        LearnersFile = command.Entry,
        Files = [.. command.Files, new SourceFile($"{Folder}/start.py", script), new SourceFile($"{Folder}/given.json", given)],
        ResultFile = $"{Folder}/result.json",
    };
}
