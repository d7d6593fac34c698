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
internal sealed partial class WorkerPool(IOptions<SandboxOptions> options, TimeProvider time, ILogger<WorkerPool> logger) : BackgroundService
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly SandboxOptions _options = options.Value;
    private readonly QueueBound _bound = new(options.Value);
    private readonly FairQueue<RunJob> _queue = new(time) { MaxRunningPerCaller = Math.Max(1, WorkerCount(options.Value) - 1) }; // one is left for the others
    private readonly ConcurrentDictionary<int, byte> _ready = [];
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>Process ids of the warm workers.</summary>
    public ICollection<int> Ready => _ready.Keys;

    /// <summary>Ends when a worker is warm for the first time.</summary>
    public Task FirstReady => _firstReady.Task;

    /// <summary>Batches that wait for a worker.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Batches that have a worker.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>What a worker said last while it was starting.</summary>
    public string LastNotice { get; private set; } = "The workers are starting.";

    /// <summary>The languages that can be run.</summary>
    /// <exception cref="WorkerUnavailableException">No worker has been warm yet.</exception>
    public IReadOnlyList<RuntimeInfo> Runtimes
    {
        get => field ?? throw new WorkerUnavailableException($"The sandbox is not ready yet. {LastNotice}");
        private set;
    }

    /// <summary>Runs a learner's program, before what else the same learner waits for, and answers its outcome.</summary>
    /// <param name="command">The program.</param>
    /// <param name="learner">Whose turn it takes; empty for a service that acts for nobody.</param>
    /// <param name="onText">Gets output as it comes, when the command streams.</param>
    /// <param name="cancellationToken">Gives the run up, waiting or running.</param>
    /// <param name="onQueued">Is told the place in the queue.</param>
    /// <exception cref="QueueFullException">It would wait beyond the deadline, or has.</exception>
    /// <exception cref="WorkerUnavailableException">The worker died of it, or with it.</exception>
    public async Task<RunOutcome> RunAsync(
        RunCommand command, string learner, Action<OutputText>? onText, CancellationToken cancellationToken, Action<QueuePlace>? onQueued = null)
    {
        var outcomes = await QueueAsync(new RunBatch([command]), learner, onText, isInteractive: true, isResumed: false, onQueued, cancellationToken);
        return outcomes is [var outcome] ? outcome : throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>
    /// Runs a batch in one place of the queue. Whenever it has had a worker for a slice of time, it goes on in the learner's next turn.
    /// </summary>
    /// <returns>The outcomes; fewer than there are runs when the batch's own rules ended it.</returns>
    /// <exception cref="QueueFullException">It would wait beyond the deadline, or has.</exception>
    /// <exception cref="WorkerUnavailableException">The worker died of it, or with it.</exception>
    public async Task<IReadOnlyList<RunOutcome>> RunAsync(RunBatch batch, string learner, CancellationToken cancellationToken)
    {
        var outcomes = new List<RunOutcome>();
        while (batch.After(outcomes) is { } rest)
        {
            outcomes.AddRange(await QueueAsync(rest, learner, onText: null, isInteractive: false, isResumed: outcomes.Count > 0, onQueued: null, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        return outcomes;
    }

    private async Task<IReadOnlyList<RunOutcome>> QueueAsync(
        RunBatch batch, string learner, Action<OutputText>? onText, bool isInteractive, bool isResumed, Action<QueuePlace>? onQueued, CancellationToken cancellationToken)
    {
        var (characters, place) = (batch.Characters, PlaceOf(learner, isInteractive));
        _bound.Take(learner, characters, isResumed ? TimeSpan.Zero : TimeSpan.FromMilliseconds(place.WaitMs));
        try
        {
            onQueued?.Invoke(place);
            var job = new RunJob(learner, batch, onText, cancellationToken);
            _queue.Add(learner, job, isInteractive, isResumed);
            // A cancelled job leaves the queue, and so does one that has waited too long; what was begun is brought to its end.
            await using var cancelled = cancellationToken.Register(() =>
            {
                if (_queue.Remove(learner, job))
                {
                    job.Cancel();
                }
            });
            using var deadline = new CancellationTokenSource(isResumed ? Timeout.InfiniteTimeSpan : _bound.Deadline, time);
            await using var late = deadline.Token.Register(() =>
            {
                if (_queue.Remove(learner, job))
                {
                    job.Fail(new QueueFullException(TimeSpan.FromMilliseconds(PlaceOf(learner, isInteractive).WaitMs)));
                }
            });
            return await job.Outcomes;
        }
        finally
        {
            _bound.Release(learner, characters);
        }
    }

    private QueuePlace PlaceOf(string learner, bool isInteractive)
    {
        var ahead = _queue.Ahead(learner, isInteractive);
        return new QueuePlace(ahead, (int)Math.Min(int.MaxValue, 1_000 * ahead * _queue.JobSeconds / Math.Max(1, Ready.Count)));
    }

    private static int WorkerCount(SandboxOptions options) => options.Workers > 0 ? options.Workers : Environment.ProcessorCount;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Range(0, WorkerCount(_options))
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
        _firstReady.TrySetResult();
        LogReady(worker.ProcessId);
        try
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(stopping, worker.Exited);
            for (var runs = 0; runs < _options.RunsPerWorker;)
            {
                var job = await _queue.TakeAsync(idle.Token);
                var started = time.GetTimestamp();
                Interlocked.Increment(ref _running);
                var done = await job.RunAsync(worker);
                Interlocked.Decrement(ref _running);
                _queue.Done(job.Learner, started);
                if (done is null)
                {
                    LogDied(worker.ProcessId, await worker.EndAsync(), LastNotice);
                    return;
                }
                runs += done.Value;
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
