using System.Diagnostics;

namespace LearnFlow.Tests.Dapr.Crash;

/// <summary>A process of the scene that is killed without warning (SIGKILL) and started again on the same port and data.</summary>
internal sealed class Part(string name, Func<Task<RunningPart>> startAsync) : IAsyncDisposable
{
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(100);
    private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunningPart? _running;

    public string Name => name;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Ends when it runs; at once while it does.</summary>
    public Task WhenUp => _up.Task;

    // What a killed process held (a port, shared memory) can take a moment to come free.
    public async Task StartAsync()
    {
        using var timer = new PeriodicTimer(s_betweenAttempts);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _running = await startAsync();
                _up.SetResult();
                return;
            }
            catch (Exception) when (attempt < 50)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    public async Task KillAsync()
    {
        Kills++;
        _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var process = Process.GetProcessById(_running!.ProcessId))
            process.Kill();
        await _running.Completion;
        await _running.Owner.DisposeAsync();
        _running = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
            await _running.Owner.DisposeAsync();
    }
}

/// <summary>A part while it runs.</summary>
internal sealed record RunningPart(int ProcessId, Task Completion, IAsyncDisposable Owner);
