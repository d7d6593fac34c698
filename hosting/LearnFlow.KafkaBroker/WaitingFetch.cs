using System.Diagnostics;

namespace LearnFlow.KafkaBroker;

/// <summary>A Fetch whose answer the client has not got yet.</summary>
internal sealed class WaitingFetch(FetchRequest request, Task newData)
{
    /// <summary>A client that has gone is noticed then at the latest; an early answer without records does no harm.</summary>
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The shortest time between two questions for the same Fetch, which bounds their number where much is produced. What is produced
    /// after a pause is there at once.
    /// </summary>
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(5);

    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _begin = Stopwatch.GetTimestamp();
    private long _asked = Stopwatch.GetTimestamp();
    private Task _newData = newData;

    public FetchRequest Request => request;

    /// <summary>Completes when the client has the answer.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Waits for a reason to ask again; false when the client's wait is over or interrupted.</summary>
    public async Task<bool> WaitForDataAsync()
    {
        var wait = request.MaxWait < s_maxWait ? request.MaxWait : s_maxWait;
        await WaitAsync(Task.WhenAny(_newData, _interrupted.Task), wait - Stopwatch.GetElapsedTime(_begin)).ConfigureAwait(false);
        if (!_newData.IsCompleted || _interrupted.Task.IsCompleted)
        {
            return false;
        }

        await WaitAsync(_interrupted.Task, s_pace - Stopwatch.GetElapsedTime(_asked)).ConfigureAwait(false);
        return !_interrupted.Task.IsCompleted;
    }

    /// <summary>The cluster is about to be asked again.</summary>
    /// <param name="newData">Completes when something is produced from now on.</param>
    public void Ask(Task newData) => (_newData, _asked) = (newData, Stopwatch.GetTimestamp());

    /// <summary>Ends the wait.</summary>
    public void Interrupt() => _interrupted.TrySetResult();

    /// <summary>The client has the answer, or never will.</summary>
    public void Answer() => _answered.TrySetResult();

    private static async Task WaitAsync(Task task, TimeSpan atMost)
    {
        if (atMost > TimeSpan.Zero)
        {
            await task.WaitAsync(atMost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
