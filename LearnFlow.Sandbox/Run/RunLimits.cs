namespace LearnFlow.Sandbox.Run;

/// <summary>What one run may use. A run that needs more ends with the limit's own <see cref="RunStatus"/>.</summary>
/// <param name="WallTimeMs">Milliseconds from start to end, waiting included.</param>
/// <param name="CpuTimeMs">Milliseconds of processor time.</param>
/// <param name="MemoryBytes">Bytes of linear memory, the interpreter's own (about 12 MiB) included.</param>
/// <param name="OutputBytes">Bytes of standard output and standard error together.</param>
/// <param name="FileBytes">Bytes in all files that the program writes.</param>
/// <param name="Files">Files and folders that the program makes.</param>
/// <param name="RecursionDepth">Calls in calls, as Python's <c>sys.setrecursionlimit</c>.</param>
public sealed record RunLimits(
    int WallTimeMs = 10_000,
    int CpuTimeMs = 5_000,
    long MemoryBytes = 256L << 20,
    int OutputBytes = 64 << 10,
    long FileBytes = 8L << 20,
    int Files = 64,
    int RecursionDepth = 1_000)
{
    /// <summary>The most that a request may ask for.</summary>
    public static RunLimits Maximum { get; } = new(30_000, 20_000, 512L << 20, 1 << 20, 32L << 20, 1_000, 3_000);

    /// <summary>The least that a request may ask for; a language may need more memory (<see cref="Runtimes.RuntimeInfo.LeastMemoryBytes"/>).</summary>
    public static RunLimits Minimum { get; } = new(10, 10, 16L << 20, 0, 0, 0, 50);
}
