namespace LearnFlow.Sandbox.Workers;

/// <summary>
/// A queue that shares the workers' time among callers: of the callers that wait, the one that has had the least time is
/// served, on a clock that runs as fast as each of them is served (weighted fair queueing, Demers et al. 1989, with equal
/// weights). Many jobs, long jobs and ever new callers so hold up nobody. A caller's interactive jobs go before its others.
/// </summary>
/// <param name="time">Measures how long jobs take.</param>
internal sealed class FairQueue<T>(TimeProvider time)
{
    // What a job is expected to take before any was measured, and the weight of each new measurement.
    private const double FirstGuessSeconds = 0.01, NewWeight = 0.05;

    // Of the time that a caller had beyond the others', this much is remembered.
    private const double MaxDebtSeconds = 5;
    private const int MaxIdleCallers = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Caller> _callers = new(StringComparer.Ordinal);
    private readonly LinkedList<TaskCompletionSource<T>> _takers = [];
    private double _clock;
    private long _turns;

    /// <summary>Jobs that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Seconds that a job holds a worker, on average over the last ones.</summary>
    public double JobSeconds { get; private set; } = FirstGuessSeconds;

    /// <summary>How many jobs one caller may have at work at a time.</summary>
    public int MaxRunningPerCaller { get; set; } = int.MaxValue;

    /// <summary>Jobs that will be served before a caller's next one, when nobody else comes.</summary>
    public int Ahead(string name, bool isInteractive)
    {
        lock (_lock)
        {
            var own = _callers.TryGetValue(name, out var caller) ? caller.Interactive.Count + (isInteractive ? 0 : caller.Other.Count) : 0;
            return own + _callers.Where(other => other.Key != name).Sum(other => Math.Min(other.Value.Waiting, own + 1));
        }
    }

    /// <param name="name">Whose turn it takes.</param>
    /// <param name="job">The job.</param>
    /// <param name="isInteractive">Whether it goes before the caller's other jobs.</param>
    /// <param name="isResumed">Whether it is the rest of a job that was at work: it goes before others of its kind.</param>
    public void Add(string name, T job, bool isInteractive, bool isResumed = false)
    {
        lock (_lock)
        {
            if (!_callers.TryGetValue(name, out var caller))
            {
                ForgetIdle();
                _callers[name] = caller = new Caller();
            }
            if (caller.Waiting == 0)
            {
                caller.Had = Math.Max(caller.Had, _clock);
                caller.Turn = ++_turns;
            }
            var jobs = isInteractive ? caller.Interactive : caller.Other;
            _ = isResumed ? jobs.AddFirst(job) : jobs.AddLast(job);
            Count++;
            Dispatch();
        }
    }

    /// <summary>The next job. Whoever takes it says by <see cref="Done"/> when it has been done.</summary>
    public async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        var taker = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _takers.AddLast(taker);
            Dispatch();
        }
        await using var leaving = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                if (_takers.Remove(taker))
                {
                    taker.TrySetCanceled(cancellationToken);
                }
            }
        });
        return await taker.Task;
    }

    /// <summary>A caller's job has been done, or has not been begun.</summary>
    /// <param name="name">The caller.</param>
    /// <param name="started">When it was taken (<see cref="TimeProvider.GetTimestamp"/>).</param>
    public void Done(string name, long started)
    {
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        lock (_lock)
        {
            var caller = _callers[name];
            caller.Running--;
            caller.Had = Math.Min(caller.Had + seconds - JobSeconds, _clock + MaxDebtSeconds); // the expected time was added when it was taken
            JobSeconds += NewWeight * (seconds - JobSeconds);
            Dispatch();
        }
    }

    /// <summary>Gives a job's place back; false when it has been taken already.</summary>
    public bool Remove(string name, T job)
    {
        lock (_lock)
        {
            if (!_callers.TryGetValue(name, out var caller) || !(caller.Interactive.Remove(job) || caller.Other.Remove(job)))
            {
                return false;
            }
            Count--;
            return true;
        }
    }

    private void Dispatch()
    {
        while (_takers.First is { } taker && Next(out var active) is { } next)
        {
            _takers.RemoveFirst();
            var jobs = next.Interactive.Count > 0 ? next.Interactive : next.Other;
            var job = jobs.First!.Value;
            jobs.RemoveFirst();
            Count--;
            next.Running++;
            next.Turn = ++_turns;
            _clock = Math.Max(_clock, next.Had) + (JobSeconds / active);
            next.Had += JobSeconds;
            taker.Value.SetResult(job);
        }
    }

    // The caller that has had the least; of several the one whose turn is oldest.
    private Caller? Next(out int active)
    {
        Caller? next = null;
        active = 0;
        foreach (var (name, caller) in _callers)
        {
            active += caller.Waiting + caller.Running > 0 ? 1 : 0;
            if (caller.Waiting > 0 && (name.Length == 0 || caller.Running < MaxRunningPerCaller)
                && (next is null || (caller.Had, caller.Turn).CompareTo((next.Had, next.Turn)) < 0))
            {
                next = caller;
            }
        }
        return next;
    }

    private void ForgetIdle()
    {
        if (_callers.Count < MaxIdleCallers)
        {
            return;
        }
        foreach (var (name, _) in _callers.Where(caller => caller.Value.Waiting + caller.Value.Running == 0).ToList())
        {
            _callers.Remove(name);
        }
    }

    private sealed class Caller
    {
        public LinkedList<T> Interactive { get; } = [];

        public LinkedList<T> Other { get; } = [];

        public int Waiting => Interactive.Count + Other.Count;

        public int Running { get; set; }

        /// <summary>Seconds of workers' time that it had, on the queue's clock.</summary>
        public double Had { get; set; }

        /// <summary>Since when it waits for its next job, counted in turns.</summary>
        public long Turn { get; set; }
    }
}
