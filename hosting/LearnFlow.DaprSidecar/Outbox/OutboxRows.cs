using LearnFlow.DaprSidecar.PubSub;
using Npgsql;
using NpgsqlTypes;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>An app's rows for one pub/sub component, as their relay sees them.</summary>
/// <remarks>
/// A row is due, postponed (<c>next_try_at</c>), parked (<c>parked_at</c>) or published. What the relay does goes through the connection
/// that holds its lock: without the lock it can change nothing.
/// </remarks>
internal sealed class OutboxRows(NpgsqlDataSource database, string table, string appId, string pubsub)
{
    private const int MaxListed = 200;
    private const string Mine = "app_id = $1 AND pubsub = $2";
    private const string Waiting = Mine + " AND published_at IS NULL AND parked_at IS NULL";

    /// <summary>Whether there is anything for a relay: an event that waits, or one that a broker that loses its log would need again.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand($"SELECT EXISTS (SELECT FROM {table} WHERE {Mine} AND parked_at IS NULL)");
        AddMine(select);
        return (bool)(await select.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Takes the lock of the app's only relay; it is given back when the connection closes.</summary>
    public async Task<bool> TryLockAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", session);
        command.Parameters.Add(new() { Value = $"dapr-outbox/{appId}/{pubsub}" });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The oldest rows that are due, in commit order of each key; none of a key with a postponed row.</summary>
    public async Task<IReadOnlyList<DueEvent>> DueAsync(NpgsqlConnection session, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand($"""
            SELECT seq, topic, partition_key, event, tries, coalesce(event_id, seq::text) FROM {table}
            WHERE {Waiting} AND coalesce(next_try_at <= $3, true) AND NOT coalesce(partition_key = ANY(ARRAY(
              SELECT partition_key FROM {table} WHERE {Waiting} AND next_try_at > $3)), false)
            ORDER BY seq LIMIT {limit}
            """, session);
        AddMine(select);
        select.Parameters.Add(new() { Value = now });
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DueEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new DueEvent(reader.GetInt64(0), reader.GetString(5), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetFieldValue<byte[]>(3), reader.GetInt32(4)));
        }
        return rows;
    }

    /// <summary>Notes that the broker with this id has acknowledged the rows.</summary>
    public async Task MarkPublishedAsync(NpgsqlConnection session, IReadOnlyList<long> rows, string clusterId, CancellationToken cancellationToken)
    {
        await using var update = new NpgsqlCommand(
            $"UPDATE {table} SET published_at = now(), cluster_id = $2, next_try_at = NULL, error = NULL WHERE seq = ANY($1)", session);
        update.Parameters.Add(new() { Value = rows.ToArray() });
        update.Parameters.Add(new() { Value = clusterId });
        await update.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes a failure: the row is tried again at a later time, or parked when there is none.</summary>
    public async Task PostponeAsync(NpgsqlConnection session, DueEvent row, DateTimeOffset? nextTryAt, string error, CancellationToken cancellationToken)
    {
        await using var update = new NpgsqlCommand($"""
            UPDATE {table} SET tries = tries + 1, error = $2, next_try_at = $3, parked_at = CASE WHEN $3 IS NULL THEN now() END WHERE seq = $1
            """, session);
        update.Parameters.Add(new() { Value = row.Sequence });
        update.Parameters.Add(new() { Value = error });
        update.Parameters.Add(new() { Value = (object?)nextTryAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await update.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>After the broker lost its log: what earlier ones acknowledged, back to the retention before the last of it, is due again.</summary>
    /// <returns>How many rows are due again.</returns>
    public async Task<int> RequeueAsync(NpgsqlConnection session, string clusterId, TimeSpan retention, CancellationToken cancellationToken)
    {
        await using var update = new NpgsqlCommand($"""
            UPDATE {table} SET published_at = NULL, cluster_id = NULL
            WHERE {Mine} AND cluster_id <> $4 AND published_at > (SELECT max(published_at) FROM {table} WHERE {Mine}) - $3
            """, session);
        AddMine(update);
        update.Parameters.Add(new() { Value = retention });
        update.Parameters.Add(new() { Value = clusterId });
        return await update.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Deletes rows that were published longer ago than the retention.</summary>
    public async Task DeletePublishedAsync(NpgsqlConnection session, TimeSpan retention, CancellationToken cancellationToken)
    {
        await using var delete = new NpgsqlCommand($"DELETE FROM {table} WHERE {Mine} AND published_at < now() - $3", session);
        AddMine(delete);
        delete.Parameters.Add(new() { Value = retention });
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The oldest parked events.</summary>
    public async Task<IReadOnlyList<UndeliveredEvent>> ParkedAsync(CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(
            $"SELECT coalesce(event_id, seq::text), topic, error, parked_at FROM {table} WHERE {Mine} AND parked_at IS NOT NULL ORDER BY seq LIMIT {MaxListed}");
        AddMine(select);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        var events = new List<UndeliveredEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(new UndeliveredEvent(reader.GetString(0), reader.GetString(1), appId, $"the broker does not take it: {reader.GetString(2)}", null,
                reader.GetFieldValue<DateTimeOffset>(3)));
        }
        return events;
    }

    /// <summary>Makes a parked event due again, behind nothing that waits.</summary>
    /// <returns>Whether there was one with this id.</returns>
    public async Task<bool> UnparkAsync(string eventId, CancellationToken cancellationToken)
    {
        await using var update = database.CreateCommand($"""
            UPDATE {table} SET parked_at = NULL, next_try_at = NULL, tries = 0
            WHERE {Mine} AND parked_at IS NOT NULL AND coalesce(event_id, seq::text) = $3
            """);
        AddMine(update);
        update.Parameters.Add(new() { Value = eventId });
        return await update.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private void AddMine(NpgsqlCommand command)
    {
        command.Parameters.Add(new() { Value = appId });
        command.Parameters.Add(new() { Value = pubsub });
    }
}

/// <summary>A row that is due.</summary>
/// <param name="Sequence">The row's number; grows in commit order for each state key.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Topic">Where it goes.</param>
/// <param name="PartitionKey">Its key on the broker, or null.</param>
/// <param name="CloudEvent">The event as JSON.</param>
/// <param name="Tries">How often it has failed by its own fault.</param>
internal sealed record DueEvent(long Sequence, string Id, string Topic, string? PartitionKey, byte[] CloudEvent, int Tries = 0);
