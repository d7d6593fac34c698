using Npgsql;
using NpgsqlTypes;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>The outbox rows of a state store, one table beside its state table; each row belongs to an app id.</summary>
/// <remarks>The design is in docs/decisions/dapr-outbox.md. daprd does not know this table and leaves it alone.</remarks>
internal sealed class OutboxTable(NpgsqlDataSource database, string table)
{
    public static async Task<OutboxTable> CreateAsync(NpgsqlDataSource database, string tablePrefix, CancellationToken cancellation)
    {
        var table = tablePrefix + "outbox";
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // CREATE … IF NOT EXISTS is not atomic between sidecars.
        await using var create = new NpgsqlCommand($"""
            SELECT pg_advisory_xact_lock(hashtextextended('{table}', 0));
            CREATE TABLE IF NOT EXISTS {table} (
              seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              app_id text NOT NULL,
              pubsub text NOT NULL,
              topic text NOT NULL,
              partition_key text,
              event bytea NOT NULL,
              created_at timestamptz NOT NULL DEFAULT now(),
              published_at timestamptz,
              cluster_id text);
            CREATE INDEX IF NOT EXISTS {table.Replace('.', '_')}_waiting ON {table} (app_id, seq) WHERE published_at IS NULL;
            CREATE INDEX IF NOT EXISTS {table.Replace('.', '_')}_published ON {table} (published_at) WHERE published_at IS NOT NULL;
            """, connection);
        await create.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new OutboxTable(database, table);
    }

    /// <summary>The table as the relay of one app sees it.</summary>
    public static OutboxTable Of(NpgsqlDataSource database, string tablePrefix) => new(database, tablePrefix + "outbox");

    /// <summary>Adds events inside the caller's transaction, in their order.</summary>
    public async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<OutboxEvent> events, CancellationToken cancellation)
    {
        foreach (var item in events)
        {
            await using var insert = new NpgsqlCommand(
                $"INSERT INTO {table} (app_id, pubsub, topic, partition_key, event) VALUES ($1, $2, $3, $4, $5)", connection);
            insert.Parameters.Add(new() { Value = item.AppId });
            insert.Parameters.Add(new() { Value = item.PubSub });
            insert.Parameters.Add(new() { Value = item.Topic });
            insert.Parameters.Add(new() { Value = (object?)item.PartitionKey ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            insert.Parameters.Add(new() { Value = item.CloudEvent });
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>The oldest rows that are not published yet, in commit order of each key.</summary>
    public async Task<IReadOnlyList<WaitingEvent>> WaitingAsync(NpgsqlConnection session, string appId, string pubsub, int limit,
        CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(
            $"SELECT seq, topic, partition_key, event FROM {table} WHERE app_id = $1 AND pubsub = $2 AND published_at IS NULL ORDER BY seq LIMIT {limit}",
                session);
        select.Parameters.Add(new() { Value = appId });
        select.Parameters.Add(new() { Value = pubsub });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var rows = new List<WaitingEvent>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(new WaitingEvent(reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetFieldValue<byte[]>(3)));
        return rows;
    }

    /// <summary>Notes that the broker with this id has acknowledged the rows.</summary>
    public async Task MarkPublishedAsync(NpgsqlConnection session, IReadOnlyList<long> rows, string clusterId, CancellationToken cancellation)
    {
        await using var update = new NpgsqlCommand($"UPDATE {table} SET published_at = now(), cluster_id = $2 WHERE seq = ANY($1)", session);
        update.Parameters.Add(new() { Value = rows.ToArray() });
        update.Parameters.Add(new() { Value = clusterId });
        await update.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>After the broker lost its log: what earlier ones acknowledged, back to the retention before the last of it, waits again.</summary>
    /// <returns>How many rows wait again.</returns>
    public async Task<int> RequeueAsync(string appId, string pubsub, string clusterId, TimeSpan retention, CancellationToken cancellation)
    {
        await using var update = database.CreateCommand($"""
            UPDATE {table} SET published_at = NULL, cluster_id = NULL
            WHERE app_id = $1 AND pubsub = $2 AND cluster_id <> $4
              AND published_at > (SELECT max(published_at) FROM {table} WHERE app_id = $1 AND pubsub = $2) - $3
            """);
        update.Parameters.Add(new() { Value = appId });
        update.Parameters.Add(new() { Value = pubsub });
        update.Parameters.Add(new() { Value = retention });
        update.Parameters.Add(new() { Value = clusterId });
        return await update.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Deletes rows that were published longer ago than the retention.</summary>
    public async Task DeletePublishedAsync(string appId, TimeSpan retention, CancellationToken cancellation)
    {
        await using var delete = database.CreateCommand($"DELETE FROM {table} WHERE app_id = $1 AND published_at < now() - $2");
        delete.Parameters.Add(new() { Value = appId });
        delete.Parameters.Add(new() { Value = retention });
        await delete.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A row that waits for the broker.</summary>
/// <param name="Sequence">The row's number; grows in commit order for each state key.</param>
/// <param name="Topic">Where it goes.</param>
/// <param name="PartitionKey">Its key on the broker, or null.</param>
/// <param name="CloudEvent">The event as JSON.</param>
internal sealed record WaitingEvent(long Sequence, string Topic, string? PartitionKey, byte[] CloudEvent);
