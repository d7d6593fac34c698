namespace LearnFlow.Sandbox.Workers;

/// <summary>
/// A bounded queue that serves callers in turn: one caller with many jobs waits behind the others' next job, not they
/// behind all of his.
/// </summary>
/// <param name="capacity">Jobs of all callers together.</param>
/// <param name="capacityPerCaller">Jobs of one caller.</param>
internal sealed class FairQueue<T>(int capacity, int capacityPerCaller) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly LinkedList<(string Caller, LinkedList<T> Jobs)> _turns = [];
    private readonly Dictionary<string, LinkedListNode<(string Caller, LinkedList<T> Jobs)>> _callers = new(StringComparer.Ordinal);

    /// <summary>Jobs that wait.</summary>
    public int Count { get; private set; }

    /// <summary>False when the queue, or the caller's share of it, is full.</summary>
    public bool TryAdd(string caller, T job)
    {
        lock (_lock)
        {
            var turn = _callers.GetValueOrDefault(caller);
            if (Count >= capacity || turn?.Value.Jobs.Count >= capacityPerCaller)
                return false;
            if (turn is null)
                _callers[caller] = turn = _turns.AddLast((caller, new LinkedList<T>()));
            turn.Value.Jobs.AddLast(job);
            Count++;
        }
        _available.Release();
        return true;
    }

    public async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _available.WaitAsync(cancellationToken);
            lock (_lock)
            {
                // A job that was removed has left its count behind.
                if (_turns.First is not { } turn)
                    continue;
                var job = turn.Value.Jobs.First!.Value;
                turn.Value.Jobs.RemoveFirst();
                Count--;
                _turns.RemoveFirst();
                if (turn.Value.Jobs.Count > 0)
                    _turns.AddLast(turn);
                else
                    _callers.Remove(turn.Value.Caller);
                return job;
            }
        }
    }

    /// <summary>Gives a job's place back; false when it has been taken already.</summary>
    public bool Remove(string caller, T job)
    {
        lock (_lock)
        {
            if (_callers.GetValueOrDefault(caller) is not { } turn || !turn.Value.Jobs.Remove(job))
                return false;
            Count--;
            if (turn.Value.Jobs.Count == 0)
            {
                _turns.Remove(turn);
                _callers.Remove(caller);
            }
            return true;
        }
    }

    public void Dispose() => _available.Dispose();
}
