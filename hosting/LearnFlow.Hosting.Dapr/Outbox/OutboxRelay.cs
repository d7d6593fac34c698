using LearnFlow.Hosting.Dapr.PubSub;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LearnFlow.Hosting.Dapr.Outbox;

/// <summary>Publishes an app's outbox rows in their order; of several sidecars of one app, one at a time.</summary>
/// <remarks>
/// A row counts as published when the broker has acknowledged it, so a crash in between publishes it again with the same id. Published
/// rows stay for <see cref="Retention"/>: a development broker that restarts has lost its log (its cluster id is new), and gets them again.
/// </remarks>
internal sealed class OutboxRelay : IAsyncDisposable
{
    /// <summary>How long a broker that lost its log is given published events again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);

    private const int BatchSize = 500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500), CheckBrokerEvery = TimeSpan.FromSeconds(2), CleanEvery = TimeSpan.FromMinutes(1);
    private readonly NpgsqlDataSource _database;
    private readonly OutboxTable _table;
    private readonly string _appId, _pubsubName;
    private readonly Func<CancellationToken, Task<IPubSub>> _pubsub;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private string? _clusterId;
    private DateTimeOffset _brokerChecked, _cleaned;

    /// <param name="database">The state store's database.</param>
    /// <param name="tablePrefix">The state store's table prefix.</param>
    /// <param name="appId">Whose rows to publish.</param>
    /// <param name="pubsubName">The component they go to.</param>
    /// <param name="pubsub">Waits until that component is open.</param>
    /// <param name="log">The sidecar's log.</param>
    /// <param name="clock">Measures the intervals.</param>
    public OutboxRelay(NpgsqlDataSource database, string tablePrefix, string appId, string pubsubName, Func<CancellationToken, Task<IPubSub>> pubsub, ILogger log, TimeProvider clock)
    {
        (_database, _appId, _pubsubName, _pubsub, _log, _clock) = (database, appId, pubsubName, pubsub, log, clock);
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
            catch (Exception failure)
            {
                // The database or the broker is away. Rows wait.
                _log.LogWarning("outbox: {Reason}; trying again", failure.Message);
                await Task.Delay(LookEvery, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A session lock in the database makes this sidecar the app's only relay until it stops or its connection breaks.
    private async Task RelayAsync(IPubSub pubsub)
    {
        await using var session = await _database.OpenConnectionAsync(_stop.Token);
        while (!await TryLockAsync(session)) await WaitAsync();
        while (true)
        {
            await CheckBrokerAsync(pubsub);
            while (await PublishBatchAsync(pubsub) == BatchSize) await AssertSessionAsync(session);
            await WaitAsync();
            await AssertSessionAsync(session);
        }
    }

    private async Task<int> PublishBatchAsync(IPubSub pubsub)
    {
        var rows = await _table.WaitingAsync(_appId, _pubsubName, BatchSize, _stop.Token);
        foreach (var topic in rows.GroupBy(r => r.Topic))
        {
            var sent = topic.ToList();
            var results = await pubsub.PublishAsync(topic.Key, [.. sent.Select(r => new OutgoingMessage(r.CloudEvent, Headers(r)))], _stop.Token);
            var acknowledged = sent.Where((_, i) => results[i] is null).Select(r => r.Sequence).ToList();
            await _table.MarkPublishedAsync(acknowledged, _clusterId ?? "", _stop.Token);
            if (results.FirstOrDefault(r => r is not null) is { } failure)
            {
                _brokerChecked = default;
                throw new InvalidOperationException($"{sent.Count - acknowledged.Count} events for topic {topic.Key} were not published: {failure.Message}", failure);
            }
        }
        return rows.Count;
    }

    private async Task CheckBrokerAsync(IPubSub pubsub)
    {
        var now = _clock.GetUtcNow();
        if (now - _brokerChecked < CheckBrokerEvery) return;
        var clusterId = await pubsub.ClusterIdAsync(_stop.Token);
        if (clusterId != _clusterId)
        {
            var again = await _table.RequeueAsync(_appId, _pubsubName, clusterId, Retention, _stop.Token);
            if (again > 0) _log.LogWarning("outbox: the broker is new and has an empty log; {Count} events of the last {Minutes} minutes are published again", again, Retention.TotalMinutes);
            _clusterId = clusterId;
        }
        _brokerChecked = now;
        if (now - _cleaned < CleanEvery) return;
        await _table.DeletePublishedAsync(_appId, Retention, _stop.Token);
        _cleaned = now;
    }

    private Task<bool> WaitAsync() => _wake.WaitAsync(LookEvery, _stop.Token);

    private async Task<bool> TryLockAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", session) { Parameters = { new() { Value = $"dapr-outbox/{_appId}/{_pubsubName}" } } };
        return (bool)(await command.ExecuteScalarAsync(_stop.Token))!;
    }

    // Throws when the connection, and with it the lock, is gone.
    private async Task AssertSessionAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand("SELECT 1", session);
        await command.ExecuteScalarAsync(_stop.Token);
    }

    private static Dictionary<string, string> Headers(WaitingEvent row) => row.PartitionKey is null ? [] : new() { ["partitionKey"] = row.PartitionKey };
}
