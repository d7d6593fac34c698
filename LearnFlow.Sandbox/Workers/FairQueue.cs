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
    private readonly LinkedList<(string Caller, Queue<T> Jobs)> _turns = [];
    private readonly Dictionary<string, LinkedListNode<(string Caller, Queue<T> Jobs)>> _callers = new(StringComparer.Ordinal);

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
                _callers[caller] = turn = _turns.AddLast((caller, new Queue<T>()));
            turn.Value.Jobs.Enqueue(job);
            Count++;
        }
        _available.Release();
        return true;
    }

    public async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        await _available.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var turn = _turns.First!;
            var job = turn.Value.Jobs.Dequeue();
            Count--;
            _turns.RemoveFirst();
            if (turn.Value.Jobs.Count > 0)
                _turns.AddLast(turn);
            else
                _callers.Remove(turn.Value.Caller);
            return job;
        }
    }

    public void Dispose() => _available.Dispose();
}
