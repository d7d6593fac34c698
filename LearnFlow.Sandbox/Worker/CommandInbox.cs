using System.Collections.Concurrent;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Worker;

/// <summary>Reads commands while a run is going on, so that the run can be given up.</summary>
internal sealed class CommandInbox : IDisposable
{
    private readonly BlockingCollection<(long, RunCommand, CancellationToken)> _runs = [];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _callers = [];

    public CommandInbox(Stream input) => _ = ReadAsync(input);

    /// <summary>Runs to do, as they come, until the API closes the pipe.</summary>
    public IEnumerable<(long Number, RunCommand Command, CancellationToken Caller)> Commands()
    {
        foreach (var run in _runs.GetConsumingEnumerable())
        {
            yield return run;
            if (_callers.TryRemove(run.Item1, out var caller))
                caller.Dispose();
        }
    }

    public void Dispose() => _runs.Dispose();

    private async Task ReadAsync(Stream input)
    {
        await Task.Yield();
        try
        {
            while (await Frames.ReadAsync<WorkerCommand>(input) is { } command)
            {
                if (command.Run is { } run)
                {
                    var caller = new CancellationTokenSource();
                    _callers[command.Number] = caller;
                    _runs.Add((command.Number, run, caller.Token));
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
            _runs.CompleteAdding();
        }
    }
}
