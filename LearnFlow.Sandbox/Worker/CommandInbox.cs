using System.Collections.Concurrent;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Worker;

/// <summary>Reads commands while a run is going on, so that the run can be given up.</summary>
internal sealed class CommandInbox : IDisposable
{
    private readonly BlockingCollection<(long, RunBatch, CancellationToken)> _batches = [];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _callers = [];

    public CommandInbox(Stream input) => _ = ReadAsync(input);

    /// <summary>Batches to do, as they come, until the API closes the pipe.</summary>
    public IEnumerable<(long Number, RunBatch Batch, CancellationToken Caller)> Batches()
    {
        foreach (var batch in _batches.GetConsumingEnumerable())
        {
            yield return batch;
            if (_callers.TryRemove(batch.Item1, out var caller))
                caller.Dispose();
        }
    }

    public void Dispose() => _batches.Dispose();

    private async Task ReadAsync(Stream input)
    {
        await Task.Yield();
        try
        {
            while (await Frames.ReadAsync<WorkerCommand>(input) is { } command)
            {
                if (command.Batch is { } batch)
                {
                    var caller = new CancellationTokenSource();
                    _callers[command.Number] = caller;
                    _batches.Add((command.Number, batch, caller.Token));
                }
                else if (_callers.TryRemove(command.Number, out var caller))
                {
                    await caller.CancelAsync();
                }
            }
        }
        finally
        {
            // The API is gone: nobody is there to tell of an unfinished run.
            foreach (var caller in _callers.Values)
                await caller.CancelAsync();
            _batches.CompleteAdding();
        }
    }
}
