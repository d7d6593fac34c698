using System.Diagnostics;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// The guest's time. A real clock waits for real; a replayed one starts at a fixed time and moves only by the
/// guest's own calls, so that the same program with the same input sees the same times again.
/// </summary>
/// <param name="budget">Ends a wait at the run's limit.</param>
/// <param name="replayFromNs">Nanoseconds since 1970 at which a replayed run starts; null for the real time.</param>
internal sealed class GuestClock(RunBudget budget, long? replayFromNs = null)
{
    private const long ReplayStepNs = 1_000;
    private const long MaxWaitNs = 86_400_000_000_000;
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _replayedNs;

    /// <summary>False while a replay repeats what the learner has seen already: then nothing is waited for.</summary>
    public Func<bool> WaitsForReal { get; set; } = () => true;

    /// <summary>Nanoseconds since 1970 (id 0) or since some start (other ids).</summary>
    public long NowNs(int id)
    {
        if (replayFromNs is { } from)
        {
            _replayedNs += ReplayStepNs;
            return id == 0 ? from + _replayedNs : _replayedNs;
        }
        return id == 0
            ? (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100
            : 1 + (long)Stopwatch.GetElapsedTime(_started).TotalNanoseconds;
    }

    public void Wait(long nanoseconds)
    {
        nanoseconds = Math.Min(nanoseconds, MaxWaitNs);
        _replayedNs += nanoseconds;
        if (nanoseconds > 0 && WaitsForReal())
            budget.Wait(nanoseconds / 1e6);
    }
}
