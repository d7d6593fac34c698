using System.Collections.Concurrent;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Runtimes.Python;
using LearnFlow.Sandbox.Worker;
using Microsoft.Extensions.Options;

namespace LearnFlow.Sandbox.Workers;

/// <summary>
/// The worker processes. Each takes the next run from one fair queue; one that dies, has done its number of runs, or has
/// grown beyond its bound is replaced by a fresh one.
/// </summary>
internal sealed partial class WorkerPool(IOptions<SandboxOptions> options, ILogger<WorkerPool> logger) : BackgroundService
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly SandboxOptions _options = options.Value;
    private readonly FairQueue<RunJob> _queue = new(options.Value.QueueCapacity, options.Value.QueueCapacityPerLearner);
    private readonly ConcurrentDictionary<int, byte> _ready = [];

    /// <summary>Process ids of the warm workers.</summary>
    public ICollection<int> Ready => _ready.Keys;

    /// <summary>What a worker said last while it was starting.</summary>
    public string LastNotice { get; private set; } = "The workers are starting.";

    /// <summary>The languages that can be run.</summary>
    /// <exception cref="WorkerUnavailableException">No worker has been warm yet.</exception>
    public IReadOnlyList<RuntimeInfo> Runtimes
    {
        get => field ?? throw new WorkerUnavailableException($"The sandbox is not ready yet. {LastNotice}");
        private set;
    }

    /// <summary>Queues a program and answers its outcome.</summary>
    /// <param name="command">The program.</param>
    /// <param name="learner">Whose turn it takes.</param>
    /// <param name="onText">Gets output as it comes, when the command streams.</param>
    /// <param name="cancellationToken">Gives the run up, waiting or running.</param>
    /// <exception cref="QueueFullException">Too many wait.</exception>
    /// <exception cref="WorkerUnavailableException">The worker died of it, or with it.</exception>
    public async Task<RunOutcome> RunAsync(RunCommand command, string learner, Action<OutputText>? onText, CancellationToken cancellationToken)
    {
        var job = new RunJob(command, onText, cancellationToken);
        if (!_queue.TryAdd(learner, job))
            throw new QueueFullException(RetryAfter());
        // Who goes away while waiting makes room for another.
        await using var leaving = cancellationToken.Register(() =>
        {
            if (_queue.Remove(learner, job))
                job.GiveUp();
        });
        return await job.Outcome;
    }

    public override void Dispose()
    {
        base.Dispose();
        _queue.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Range(0, _options.Workers > 0 ? _options.Workers : Environment.ProcessorCount)
            .Select(_ => Task.Run(() => KeepWorkerAsync(stoppingToken), CancellationToken.None)));

    private async Task KeepWorkerAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var worker = await WorkerClient.StartAsync(_options.CachePath, PythonDistribution.Folder(_options.Python.OptimisedPath), OnNotice, stopping);
                failures = 0;
                await ServeAsync(worker, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception.Message);
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures++), s_longestPause.TotalSeconds));
                await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Returns when the worker is to be replaced.
    private async Task ServeAsync(WorkerClient worker, CancellationToken stopping)
    {
        Runtimes = worker.Runtimes;
        _ready[worker.ProcessId] = 0;
        LogReady(worker.ProcessId);
        try
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(stopping, worker.Exited);
            for (var run = 0; run < _options.RunsPerWorker; run++)
            {
                var job = await _queue.TakeAsync(idle.Token);
                if (!await job.RunAsync(worker))
                {
                    LogDied(worker.ProcessId, await worker.EndAsync(), LastNotice);
                    return;
                }
                if (worker.GrowthBytes is var growth && growth > _options.WorkerGrowthBytes)
                {
                    LogGrown(worker.ProcessId, growth >> 20);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            LogDied(worker.ProcessId, await worker.EndAsync(), LastNotice);
        }
        finally
        {
            _ready.TryRemove(worker.ProcessId, out _);
        }
    }

    private void OnNotice(string notice)
    {
        LastNotice = notice;
        LogNotice(notice);
    }

    private TimeSpan RetryAfter() => TimeSpan.FromSeconds(Math.Clamp(_queue.Count / (10 * Math.Max(1, Ready.Count)), 1, 30));

    [LoggerMessage(LogLevel.Information, "Worker {ProcessId} is ready.")]
    private partial void LogReady(int processId);

    [LoggerMessage(LogLevel.Warning, "Worker {ProcessId} ended unexpectedly with exit code {ExitCode} and is replaced. The last that a worker said: {Notice}")]
    private partial void LogDied(int processId, int exitCode, string notice);

    [LoggerMessage(LogLevel.Information, "Worker {ProcessId} has gained {Megabytes} MB since it was ready and is replaced.")]
    private partial void LogGrown(int processId, long megabytes);

    [LoggerMessage(LogLevel.Information, "{Notice}")]
    private partial void LogNotice(string notice);

    [LoggerMessage(LogLevel.Error, "No worker could be started: {Reason}")]
    private partial void LogFailed(string reason);
}
