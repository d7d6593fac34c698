namespace LearnFlow.KafkaBroker;

/// <summary>Wakes the fetches that wait when something has been produced.</summary>
internal sealed class NewDataSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next <see cref="Pulse"/>. Taken before a fetch is sent, it misses nothing that the answer does not hold.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
