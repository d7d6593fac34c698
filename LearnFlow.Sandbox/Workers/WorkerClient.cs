using System.ComponentModel;
using System.Diagnostics;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Worker;

namespace LearnFlow.Sandbox.Workers;

/// <summary>A worker process as the API sees it. It runs one program at a time.</summary>
internal sealed class WorkerClient : IAsyncDisposable
{
    /// <summary>How long past a run's wall time a worker may be silent before it is taken for stuck and killed.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly Stream _toWorker;
    private readonly Stream _fromWorker;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _exited = new();
    private readonly ResidentMemory _memory;
    private long _lastNumber, _readyBytes;

    private WorkerClient(Process process)
    {
        _process = process;
        ProcessId = process.Id;
        _toWorker = process.StandardInput.BaseStream;
        _fromWorker = new BufferedStream(process.StandardOutput.BaseStream, Frames.BufferBytes);
        _memory = new ResidentMemory(process);
        process.Exited += (_, _) => _exited.Cancel();
        process.EnableRaisingEvents = true;
    }

    public int ProcessId { get; }

    public IReadOnlyList<RuntimeInfo> Runtimes { get; private set; } = [];

    /// <summary>Bytes of memory that it has gained since it was ready.</summary>
    public long GrowthBytes => _memory.ReadBytes() - _readyBytes;

    /// <summary>Cancelled when the process has ended.</summary>
    public CancellationToken Exited => _exited.Token;

    /// <summary>Starts a worker and waits until it is warm.</summary>
    /// <param name="cachePath">The folder of compiled runtimes.</param>
    /// <param name="pythonFolder">The folder of the Python to run; empty for the default.</param>
    /// <param name="onNotice">Gets what the worker has to say meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait and the process.</param>
    /// <exception cref="WorkerUnavailableException">It ended instead; the notices say why.</exception>
    public static async Task<WorkerClient> StartAsync(string cachePath, string pythonFolder, Action<string> onNotice, CancellationToken cancellationToken)
    {
        var process = Process.Start(WorkerCommandLine.Create(cachePath, pythonFolder)) ?? throw new WorkerUnavailableException("The worker process could not be started.");
        var worker = new WorkerClient(process);
        try
        {
            process.ErrorDataReceived += (_, line) =>
            {
                if (!string.IsNullOrEmpty(line.Data))
                    onNotice(line.Data);
            };
            process.BeginErrorReadLine();
            await using var stop = cancellationToken.Register(worker.Kill);
            while (await Frames.ReadAsync<WorkerReport>(worker._fromWorker) is { } report)
            {
                if (report.Notice is not null)
                    onNotice(report.Notice);
                if (report.Runtimes is not null)
                {
                    worker.Runtimes = report.Runtimes;
                    worker._readyBytes = worker._memory.ReadBytes();
                    return worker;
                }
            }
            cancellationToken.ThrowIfCancellationRequested();
            throw new WorkerUnavailableException("The worker process ended before it was ready; the lines above say why.");
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has a batch run, to its end or to the end of its slice of time.</summary>
    /// <returns>The outcomes of the runs that were done, in their order.</returns>
    /// <exception cref="WorkerUnavailableException">The process ended, or was silent for too long and has been killed.</exception>
    public async Task<IReadOnlyList<RunOutcome>> RunAsync(RunBatch batch, Action<OutputText>? onText, CancellationToken caller)
    {
        var number = ++_lastNumber;
        var outcomes = new List<RunOutcome>();
        using var silence = new CancellationTokenSource(LongestSilence(batch));
        await using var stuck = silence.Token.Register(Kill);
        try
        {
            await SendAsync(new WorkerCommand(number, batch));
            await using var cancel = caller.Register(() => _ = GiveUpAsync(number));
            while (await Frames.ReadAsync<WorkerReport>(_fromWorker) is { } report)
            {
                if (report.Text is not null)
                    onText?.Invoke(report.Text);
                if (report.Outcome is not null)
                {
                    outcomes.Add(report.Outcome);
                    silence.CancelAfter(LongestSilence(batch));
                }
                if (report.IsEnd)
                    return outcomes;
            }
        }
        catch (IOException)
        {
            // The pipe broke: the process has ended, which is what is said below.
        }
        Kill();
        throw new WorkerUnavailableException(silence.IsCancellationRequested
            ? "The worker that ran the program did not answer and was replaced; run it again."
            : "The worker that ran the program ended unexpectedly and was replaced; run it again.");
    }

    private static TimeSpan LongestSilence(RunBatch batch) => TimeSpan.FromMilliseconds(batch.Runs.Max(run => run.Limits.WallTimeMs)) + s_grace;

    /// <summary>The exit code of the process, which is ended where it still runs; above 128 it was a signal (139 is SIGSEGV, 137 SIGKILL).</summary>
    public async Task<int> EndAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process.Dispose();
        _memory.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(WorkerCommand command)
    {
        await _sending.WaitAsync();
        try
        {
            await Frames.WriteAsync(_toWorker, command);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task GiveUpAsync(long number)
    {
        try
        {
            await SendAsync(new WorkerCommand(number));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended already, and the run with it.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }
}
