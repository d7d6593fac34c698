using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Worker;

namespace LearnFlow.Sandbox.Workers;

/// <summary>A batch of runs that waits for a worker, or has one.</summary>
/// <param name="learner">Whose turn it takes.</param>
/// <param name="batch">The runs.</param>
/// <param name="onText">Gets output as it comes; null when nobody watches.</param>
/// <param name="caller">Gives it up.</param>
internal sealed class RunJob(string learner, RunBatch batch, Action<OutputText>? onText, CancellationToken caller)
{
    private readonly TaskCompletionSource<IReadOnlyList<RunOutcome>> _outcomes = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose turn it takes.</summary>
    public string Learner => learner;

    /// <summary>Outcomes of the runs that were done, in their order.</summary>
    public Task<IReadOnlyList<RunOutcome>> Outcomes => _outcomes.Task;

    /// <summary>Ends the wait of a job that no worker will take.</summary>
    public void Cancel() => _outcomes.TrySetCanceled(caller);

    /// <summary>Ends the wait with a failure.</summary>
    public void Fail(Exception exception) => _outcomes.TrySetException(exception);

    /// <summary>Has it run; null when the worker died, else how many runs there were.</summary>
    public async Task<int?> RunAsync(WorkerClient worker)
    {
        if (caller.IsCancellationRequested)
        {
            Cancel();
            return 0;
        }
        try
        {
            var outcomes = await worker.RunAsync(batch, onText, caller);
            _outcomes.TrySetResult(outcomes);
            return outcomes.Count;
        }
        catch (Exception exception)
        {
            Fail(exception);
            return null;
        }
    }
}
