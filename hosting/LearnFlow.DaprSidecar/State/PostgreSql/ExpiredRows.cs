using Npgsql;

namespace LearnFlow.DaprSidecar.State.PostgreSql;

/// <summary>Deletes expired rows every interval; of several sidecars on one table only one does it.</summary>
/// <remarks>Contract: components-contrib common/component/sql/cleanup.go; the row <c>last-cleanup-…</c> of the metadata table decides whose
/// turn it is.</remarks>
internal sealed class ExpiredRows : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public ExpiredRows(NpgsqlDataSource database, string table, string metadataTable, string metadataKey, TimeSpan interval, TimeProvider clock) =>
        _loop = RunAsync(database, table, metadataTable, metadataKey, interval, clock, _stop.Token);

    private static async Task RunAsync(NpgsqlDataSource database, string table, string metadataTable, string metadataKey, TimeSpan interval,
        TimeProvider clock, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                try
                {
                    await DeleteAsync(database, table, metadataTable, metadataKey, interval, stop);
                }
                catch (NpgsqlException)
                {
                    // The database is away: expired rows are invisible anyway, and the next turn deletes them.
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    internal static async Task DeleteAsync(NpgsqlDataSource database, string table, string metadataTable, string metadataKey, TimeSpan interval,
        CancellationToken cancellation)
    {
        await using var turn = database.CreateCommand($"""
            INSERT INTO {metadataTable} AS m (key, value) VALUES ($1, now()::text)
            ON CONFLICT (key) DO UPDATE SET value = now()::text WHERE extract(epoch FROM now() - m.value::timestamptz) * 1000 > $2
            """);
        turn.Parameters.Add(new() { Value = metadataKey });
        // A tenth less than the interval, so that timers that run a little early still get their turn.
        turn.Parameters.Add(new() { Value = interval.TotalMilliseconds * 0.9 });
        if (await turn.ExecuteNonQueryAsync(cancellation) == 0) return;
        await using var delete = database.CreateCommand($"DELETE FROM {table} WHERE expires_at IS NOT NULL AND expires_at < now()");
        await delete.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }
}
