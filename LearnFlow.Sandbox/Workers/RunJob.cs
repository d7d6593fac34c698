using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Worker;

namespace LearnFlow.Sandbox.Workers;

/// <summary>A run that waits for a worker, or has one.</summary>
internal sealed class RunJob(RunCommand command, Action<OutputText>? onText, CancellationToken caller)
{
    private readonly TaskCompletionSource<RunOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<RunOutcome> Outcome => _outcome.Task;

    /// <summary>Ends the wait of a job that no worker will take.</summary>
    public void GiveUp() => _outcome.TrySetCanceled(caller);

    /// <summary>Runs it; false when the worker died.</summary>
    public async Task<bool> RunAsync(WorkerClient worker)
    {
        if (caller.IsCancellationRequested)
        {
            _outcome.TrySetCanceled(caller);
            return true;
        }
        try
        {
            _outcome.TrySetResult(await worker.RunAsync(command, onText, caller));
            return true;
        }
        catch (Exception exception)
        {
            _outcome.TrySetException(exception);
            return false;
        }
    }
}
