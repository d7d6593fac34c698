namespace LearnFlow.Sandbox.Run;

/// <summary>
/// Runs that a worker does one after the other without asking the API in between, each from a fresh snapshot. A single program
/// is a batch of one.
/// </summary>
/// <param name="Runs">The runs, in their order; each with the files that it has alone.</param>
internal sealed record RunBatch(IReadOnlyList<RunCommand> Runs)
{
    /// <summary>
    /// Milliseconds after which a worker gives the rest of a batch back: other learners have their turn, then it goes on.
    /// </summary>
    public const int SliceMs = 500;

    /// <summary>Files that every run finds under <c>/work</c> besides its own.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    /// <summary>So many runs may end at a time limit; then the rest is not run.</summary>
    public int MaxTimedOut { get; init; } = int.MaxValue;

    /// <summary>True when the rest is not run after a first run that ended at any limit.</summary>
    public bool FirstDecides { get; init; }

    /// <summary>Characters of text that it holds, about: what it takes of the queue's memory.</summary>
    public long Characters =>
        Files.Sum(Length) + Runs.Sum(run => run.Files.Sum(Length) + run.Stdin.Length + (run.Expectations?.Sum(expectation => (long)expectation.Value.Length) ?? 0));

    /// <summary>What is left to do after these outcomes; null when that is nothing.</summary>
    public RunBatch? After(IReadOnlyList<RunOutcome> outcomes)
    {
        if (outcomes.Count == Runs.Count)
        {
            return null;
        }
        if (outcomes.Count == 0)
        {
            return this;
        }
        var timedOut = outcomes.Count(outcome => outcome.Status is RunStatus.WallTimeLimit or RunStatus.CpuTimeLimit);
        return timedOut >= MaxTimedOut || outcomes[^1].Status == RunStatus.Cancelled || (FirstDecides && IsLimit(outcomes[0].Status))
            ? null
            : this with { Runs = [.. Runs.Skip(outcomes.Count)], MaxTimedOut = MaxTimedOut - timedOut, FirstDecides = false };
    }

    private static bool IsLimit(RunStatus status) => status is not (RunStatus.Ok or RunStatus.Error or RunStatus.Cancelled or RunStatus.WaitingForInput);

    private static long Length(SourceFile file) => file.Content.Length;
}
