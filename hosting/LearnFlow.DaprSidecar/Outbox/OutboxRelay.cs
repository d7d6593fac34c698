using LearnFlow.DaprSidecar.PubSub;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>Publishes an app's outbox rows in their order; of several sidecars of one app, one at a time.</summary>
/// <remarks>
/// A row counts as published when the broker has acknowledged it, so a crash in between publishes it again with the same id. Published
/// rows stay for the retention: a development broker that restarts has lost its log (its cluster id is new), and gets them again.
/// </remarks>
internal sealed class OutboxRelay : IAsyncDisposable
{
    private const int BatchSize = 500;
    // The write wakes the relay; it looks by itself only for what another sidecar of the app has written.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2), TryAgainAfter = TimeSpan.FromMilliseconds(500), OpenAgainAfter = TimeSpan.FromMilliseconds(100),
        CheckBrokerEvery = TimeSpan.FromSeconds(5), CleanEvery = TimeSpan.FromMinutes(1);
    private readonly NpgsqlDataSource _database;
    private readonly OutboxTable _table;
    private readonly string _appId, _pubsubName;
    private readonly Func<CancellationToken, Task<IPubSub>> _pubsub;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly TimeSpan _retention;

    /// <param name="database">The state store's database.</param>
    /// <param name="tablePrefix">The state store's table prefix.</param>
    /// <param name="appId">Whose rows to publish.</param>
    /// <param name="pubsubName">The component they go to.</param>
    /// <param name="pubsub">Waits until that component is open.</param>
    /// <param name="retention">How long a broker that lost its log is given published events again.</param>
    /// <param name="log">The sidecar's log.</param>
    /// <param name="clock">Measures the intervals.</param>
    public OutboxRelay(NpgsqlDataSource database, string tablePrefix, string appId, string pubsubName, TimeSpan retention,
        Func<CancellationToken, Task<IPubSub>> pubsub, ILogger log, TimeProvider clock)
    {
        (_database, _appId, _pubsubName, _retention, _pubsub, _log, _clock) = (database, appId, pubsubName, retention, pubsub, log, clock);
        _table = OutboxTable.Of(database, tablePrefix);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Rows have been committed: publish them now.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0) _wake.Release();
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
                await RelayAsync(await _pubsub(_stop.Token));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // The writer is lost: the next one finds out whether the log is too.
                await Task.Delay(OpenAgainAfter, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure)
            {
                // The database or the broker is away. Rows wait.
                _log.LogWarning("outbox: {Reason}; trying again", failure.Message);
                await Task.Delay(TryAgainAfter, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A session lock in the database makes this sidecar the app's only relay until it stops or its connection breaks; all that the relay
    // reads and marks goes through that connection. A writer that is lost, or a log that is new, starts the whole again.
    private async Task RelayAsync(IPubSub pubsub)
    {
        await using var session = await _database.OpenConnectionAsync(_stop.Token);
        while (!await TryLockAsync(session)) await _wake.WaitAsync(LookEvery, _stop.Token);
        await using var writer = await pubsub.OpenWriterAsync(_stop.Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, writer.Lost);
        var again = await _table.RequeueAsync(_appId, _pubsubName, writer.LogId, _retention, stop.Token);
        if (again > 0) _log.LogWarning("outbox: the broker has a new, empty log; {Count} events of the last {Minutes} minutes are published again", again,
            _retention.TotalMinutes);
        for (DateTimeOffset looked = _clock.GetUtcNow(), cleaned = default; ;)
        {
            while (await PublishBatchAsync(session, writer, stop.Token) == BatchSize) { }
            await _wake.WaitAsync(LookEvery, stop.Token);
            if (_clock.GetUtcNow() - looked >= CheckBrokerEvery)
            {
                if (!await writer.IsThereAsync(stop.Token)) return;
                looked = _clock.GetUtcNow();
            }
            if (looked - cleaned < CleanEvery) continue;
            await _table.DeletePublishedAsync(_appId, _retention, stop.Token);
            cleaned = looked;
        }
    }

    private async Task<int> PublishBatchAsync(NpgsqlConnection session, ILogWriter writer, CancellationToken stop)
    {
        var rows = await _table.WaitingAsync(session, _appId, _pubsubName, BatchSize, stop);
        foreach (var topic in rows.GroupBy(r => r.Topic))
        {
            var sent = topic.ToList();
            var results = await writer.PublishAsync(topic.Key, [.. sent.Select(r => new OutgoingMessage(r.CloudEvent, Headers(r)))], stop);
            var acknowledged = sent.Where((_, i) => results[i] is null).Select(r => r.Sequence).ToList();
            await _table.MarkPublishedAsync(session, acknowledged, writer.LogId, stop);
            if (results.FirstOrDefault(r => r is not null) is { } failure)
                throw new InvalidOperationException($"{sent.Count - acknowledged.Count} events for topic {topic.Key} were not published: {failure.Message}",
                    failure);
        }
        return rows.Count;
    }

    private async Task<bool> TryLockAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))",
            session) { Parameters = { new() { Value = $"dapr-outbox/{_appId}/{_pubsubName}" } } };
        return (bool)(await command.ExecuteScalarAsync(_stop.Token))!;
    }

    private static Dictionary<string, string> Headers(WaitingEvent row) => row.PartitionKey is null ? [] : new() { ["partitionKey"] = row.PartitionKey };
}
