using Npgsql;
using NpgsqlTypes;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>The outbox of a state store, one table beside its state table; each row belongs to an app id.</summary>
/// <remarks>The design is in docs/decisions/dapr-outbox.md. daprd does not know this table and leaves it alone.</remarks>
internal sealed class OutboxTable(string table)
{
    public static async Task<OutboxTable> CreateAsync(NpgsqlDataSource database, string tablePrefix, CancellationToken cancellationToken)
    {
        var table = NameOf(tablePrefix);
        var index = table.Replace('.', '_');
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
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
            ALTER TABLE {table}
              ADD COLUMN IF NOT EXISTS event_id text,
              ADD COLUMN IF NOT EXISTS tries integer NOT NULL DEFAULT 0,
              ADD COLUMN IF NOT EXISTS next_try_at timestamptz,
              ADD COLUMN IF NOT EXISTS parked_at timestamptz,
              ADD COLUMN IF NOT EXISTS error text;
            CREATE INDEX IF NOT EXISTS {index}_waiting ON {table} (app_id, seq) WHERE published_at IS NULL;
            CREATE INDEX IF NOT EXISTS {index}_postponed ON {table} (app_id) WHERE next_try_at IS NOT NULL;
            CREATE INDEX IF NOT EXISTS {index}_parked ON {table} (app_id) WHERE parked_at IS NOT NULL;
            CREATE INDEX IF NOT EXISTS {index}_published ON {table} (published_at) WHERE published_at IS NOT NULL;
            """, connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new OutboxTable(table);
    }

    /// <summary>The table's name beside the state table with this prefix.</summary>
    public static string NameOf(string tablePrefix) => tablePrefix + "outbox";

    /// <summary>Adds events inside the caller's transaction, in their order.</summary>
    public async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<OutboxEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            await using var insert = new NpgsqlCommand(
                $"INSERT INTO {table} (app_id, pubsub, topic, partition_key, event_id, event) VALUES ($1, $2, $3, $4, $5, $6)", connection);
            insert.Parameters.Add(new() { Value = item.AppId });
            insert.Parameters.Add(new() { Value = item.PubSub });
            insert.Parameters.Add(new() { Value = item.Topic });
            insert.Parameters.Add(new() { Value = (object?)item.PartitionKey ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            insert.Parameters.Add(new() { Value = item.Id });
            insert.Parameters.Add(new() { Value = item.CloudEvent });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
