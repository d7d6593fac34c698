using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.PubSub.Kafka;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>Publishes an app's outbox rows; of several sidecars of one app, one at a time.</summary>
/// <remarks>
/// A row counts as published when the broker has acknowledged it, so a crash in between publishes it again with the same id. Published
/// rows stay for the retention: a development broker that restarts has lost its log (its cluster id is new), and gets them again. Without
/// rows the relay has no connection to the database or the broker.
/// </remarks>
internal sealed class OutboxRelay : IAsyncDisposable
{
    // A write wakes its sidecar's relay. By itself the relay looks for what another sidecar of the app has written.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10), s_lockRetry = TimeSpan.FromSeconds(2), s_clean = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_openAgain = TimeSpan.FromMilliseconds(100), s_tryAgain = TimeSpan.FromMilliseconds(500);
    private readonly NpgsqlDataSource _database;
    private readonly OutboxRows _rows;
    private readonly Func<CancellationToken, Task<KafkaPubSub>> _pubsub;
    private readonly TimeSpan _retention;
    private readonly DaprMetrics _metrics;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="database">The state store's database.</param>
    /// <param name="rows">The app's rows in it.</param>
    /// <param name="pubsub">Waits until the component is open that they go to.</param>
    /// <param name="retention">How long a broker that lost its log is given published events again.</param>
    /// <param name="metrics">Counts what is parked.</param>
    /// <param name="log">The sidecar's log.</param>
    /// <param name="clock">Measures the intervals.</param>
    public OutboxRelay(NpgsqlDataSource database, OutboxRows rows, Func<CancellationToken, Task<KafkaPubSub>> pubsub, TimeSpan retention,
        DaprMetrics metrics, ILogger log, TimeProvider clock)
    {
        (_database, _rows, _pubsub, _retention, _metrics, _log, _clock) = (database, rows, pubsub, retention, metrics, log, clock);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Rows have been committed: publish them now.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    /// <summary>The events that the broker did not take.</summary>
    public Task<IReadOnlyList<UndeliveredEvent>> ParkedAsync(CancellationToken cancellationToken) => _rows.ParkedAsync(cancellationToken);

    /// <summary>Has a parked event published again.</summary>
    /// <returns>Whether there was one with this id.</returns>
    public async Task<bool> PublishAgainAsync(string eventId, CancellationToken cancellationToken)
    {
        var isThere = await _rows.UnparkAsync(eventId, cancellationToken);
        Wake();
        return isThere;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _wake.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (await _rows.AnyAsync(_stop.Token))
                {
                    await RelayAsync(await _pubsub(_stop.Token));
                }
                else
                {
                    await _wake.WaitAsync(s_look, _stop.Token);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // The writer is lost: the next one finds out whether the log is too.
                await Task.Delay(s_openAgain, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure)
            {
                // The database or the broker is away. Rows wait.
                _log.LogWarning("outbox: {Reason}; trying again", failure.Message);
                await Task.Delay(s_tryAgain, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Until no row is left. A session lock in the database makes this sidecar the app's only relay until it ends or its connection breaks.
    // A writer that is lost, or a log that is new, starts the whole again.
    private async Task RelayAsync(KafkaPubSub pubsub)
    {
        await using var session = await _database.OpenConnectionAsync(_stop.Token);
        while (!await _rows.TryLockAsync(session, _stop.Token))
        {
            await _wake.WaitAsync(s_lockRetry, _stop.Token);
        }
        await using var writer = await pubsub.OpenWriterAsync(_stop.Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, writer.Lost);
        var again = await _rows.RequeueAsync(session, writer.LogId, _retention, stop.Token);
        if (again > 0)
        {
            _log.LogWarning("outbox: the broker has a new, empty log; {Count} events of the last {Minutes} minutes are published again", again,
                _retention.TotalMinutes);
        }
        for (var cleaned = _clock.GetUtcNow(); ;)
        {
            var outcome = await OutboxPass.RunAsync(_rows, session, writer, _clock, OnParked, stop.Token);
            if (outcome.IsMoreDue)
            {
                continue;
            }
            await _wake.WaitAsync(outcome.RetryAfter is { } pause && pause < s_look ? pause : s_look, stop.Token);
            if (_clock.GetUtcNow() - cleaned < s_clean)
            {
                continue;
            }
            if (!await writer.IsThereAsync(stop.Token))
            {
                return;
            }
            await _rows.DeletePublishedAsync(session, _retention, stop.Token);
            if (!await _rows.AnyAsync(stop.Token))
            {
                return;
            }
            cleaned = _clock.GetUtcNow();
        }
    }

    private void OnParked(DueEvent row, string error)
    {
        _metrics.Park(row.Topic);
        _log.LogError("outbox: event {EventId} for topic {Topic} failed {Tries} times and is parked ({Error}): see \"Undelivered events\"", row.Id, row.Topic,
            OutboxPass.MaxTries, error);
    }
}
