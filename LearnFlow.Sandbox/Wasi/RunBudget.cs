using System.Diagnostics;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// The time that a run has left. It is asked at every tick of the engine's epoch while the guest computes, and by
/// every host call that waits, since the epoch cannot interrupt a host call.
/// </summary>
internal sealed class RunBudget(RunLimits limits, CancellationToken caller)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    // A worker process runs one program at a time, so the process's processor time is the program's.
    private readonly TimeSpan _cpuBefore = CpuTime();

    public double ElapsedMs => Stopwatch.GetElapsedTime(_started).TotalMilliseconds;

    public double CpuMs => (CpuTime() - _cpuBefore).TotalMilliseconds;

    public void ThrowIfSpent()
    {
        if (caller.IsCancellationRequested)
            throw new RunStopped(RunStatus.Cancelled);
        if (ElapsedMs >= limits.WallTimeMs)
            throw new RunStopped(RunStatus.WallTimeLimit);
        if (CpuMs >= limits.CpuTimeMs)
            throw new RunStopped(RunStatus.CpuTimeLimit);
    }

    /// <summary>Waits, but not past the run's end or the caller's going away.</summary>
    public void Wait(double milliseconds)
    {
        var left = Math.Max(0, Math.Min(milliseconds, limits.WallTimeMs - ElapsedMs));
        caller.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Ceiling(left)));
        ThrowIfSpent();
    }

    private static TimeSpan CpuTime() =>
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows() ? Environment.CpuUsage.TotalTime : TimeSpan.Zero;
}
