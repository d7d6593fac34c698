using System.Data.Common;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Outbox;
using Npgsql;
using NpgsqlTypes;

namespace LearnFlow.DaprSidecar.State.PostgreSql;

/// <summary>state.postgresql v2: bytes in a bytea column, random UUIDs as ETags, expiry by column.</summary>
/// <remarks>Contract: components-contrib state/postgresql/v2/postgresql.go. Keys are full keys (prefix included), values bytes as they are stored.</remarks>
internal sealed class PostgresStateStore : IAsyncDisposable
{
    private const string Live = "(expires_at IS NULL OR expires_at >= now())";
    private readonly string _table;
    private readonly OutboxTable? _outbox;
    private readonly ExpiredRows? _cleanup;

    private PostgresStateStore(NpgsqlDataSource database, string table, OutboxTable? outbox, ExpiredRows? cleanup) =>
        (Database, _table, _outbox, _cleanup) = (database, table, outbox, cleanup);

    /// <summary>The store's connections; the outbox relay reads through them.</summary>
    internal NpgsqlDataSource Database { get; }

    /// <summary>Connects, creates what is missing and starts the hourly clean-up.</summary>
    /// <param name="withOutbox">Create the outbox table too.</param>
    public static async Task<PostgresStateStore> OpenAsync(ComponentMetadata metadata, bool withOutbox, TimeProvider clock, CancellationToken cancellation)
    {
        var timeout = metadata.Duration(TimeSpan.FromSeconds(20), "timeout", "timeoutInSeconds");
        var database = ConnectionString.Open(metadata.Required("connectionString"), timeout);
        try
        {
            var prefix = metadata["tablePrefix"] ?? "";
            var metadataTable = metadata["metadataTableName"] ?? "dapr_metadata";
            await new StateTables(database, prefix + "state", metadataTable, prefix).CreateAsync(cancellation);
            var outbox = withOutbox ? await OutboxTable.CreateAsync(database, prefix, cancellation) : null;
            var interval = metadata.Duration(TimeSpan.FromHours(1), "cleanupInterval", "cleanupIntervalInSeconds");
            var cleanup = interval > TimeSpan.Zero
                ? new ExpiredRows(database, prefix + "state", metadataTable, $"last-cleanup-state-v2-{prefix}", interval, clock) : null;
            return new PostgresStateStore(database, prefix + "state", outbox, cleanup);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of a key, or null where it is missing or expired.</summary>
    public async Task<StateValue?> GetAsync(string key, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand($"SELECT value, etag, expires_at FROM {_table} WHERE key = $1 AND {Live}");
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? ReadValue(reader, 0) : null;
    }

    /// <summary>The values of keys, found ones first, then the missing ones with a null value (Dapr's order).</summary>
    public async Task<IReadOnlyList<(string Key, StateValue? Value)>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand($"SELECT key, value, etag, expires_at FROM {_table} WHERE key = ANY($1) AND {Live}");
        command.Parameters.Add(new() { Value = keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<(string, StateValue?)>(keys.Count);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            var key = reader.GetString(0);
            found.Add(key);
            items.Add((key, ReadValue(reader, 1)));
        }
        items.AddRange(keys.Where(key => !found.Contains(key)).Select(key => (key, (StateValue?)null)));
        return items;
    }

    /// <summary>Writes one value.</summary>
    /// <exception cref="ETagException">The ETag does not match.</exception>
    public async Task SetAsync(SetState request, CancellationToken cancellation)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        await SetAsync(connection, request, cancellation);
    }

    /// <summary>Removes one value; removing a missing one succeeds unless an ETag is given.</summary>
    /// <exception cref="ETagException">The ETag does not match.</exception>
    public async Task DeleteAsync(DeleteState request, CancellationToken cancellation)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        await DeleteAsync(connection, request, cancellation);
    }

    /// <summary>Applies all operations or none; events, if any, are committed with them (see Outbox/).</summary>
    public async Task TransactAsync(IReadOnlyList<StateOperation> operations, IReadOnlyList<OutboxEvent> events, CancellationToken cancellation)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (var operation in operations)
            await (operation is SetState set ? SetAsync(connection, set, cancellation) : DeleteAsync(connection, (DeleteState)operation, cancellation));
        // After the state rows: whoever waits for one of their locks gets a later outbox number, so events of a key keep the order of its commits.
        if (events.Count > 0)
            await (_outbox ?? throw new InvalidOperationException("the state store has no outbox")).AddAsync(connection, events, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task SetAsync(NpgsqlConnection connection, SetState request, CancellationToken cancellation)
    {
        if (request.Key.Length == 0) throw new ArgumentException("missing key in set operation");
        var expiry = StateTtl.Seconds(request.Metadata) is { } seconds ? $"now() + interval '{seconds} seconds'" : "NULL";
        var expiredOnly = request.FirstWrite ? " WHERE t.expires_at IS NOT NULL AND t.expires_at < now()" : "";
        var change = $"value = $2, updated_at = now(), etag = gen_random_uuid(), expires_at = {expiry}";
        var sql = request.HasETag
            ? $"UPDATE {_table} SET {change} WHERE key = $1 AND etag = $3 AND {Live}"
            : $"""
               INSERT INTO {_table} AS t (key, value, etag, expires_at) VALUES ($1, $2, gen_random_uuid(), {expiry})
               ON CONFLICT (key) DO UPDATE SET {change}{expiredOnly}
               """;
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = request.Key }, new() { Value = request.Value } } };
        if (request.HasETag) command.Parameters.Add(new() { Value = ReadETag(request.ETag!) });
        if (await command.ExecuteNonQueryAsync(cancellation) == 1) return;
        throw request.HasETag ? new ETagException(ETagFailure.Mismatch) : new InvalidOperationException("no item was updated");
    }

    private async Task DeleteAsync(NpgsqlConnection connection, DeleteState request, CancellationToken cancellation)
    {
        if (request.Key.Length == 0) throw new ArgumentException("missing key in delete operation");
        await using var command = new NpgsqlCommand($"DELETE FROM {_table} WHERE key = $1{(request.HasETag ? " AND etag = $2" : "")}",
            connection) { Parameters = { new() { Value = request.Key } } };
        if (request.HasETag) command.Parameters.Add(new() { Value = ReadETag(request.ETag!) });
        if (await command.ExecuteNonQueryAsync(cancellation) != 1 && request.HasETag) throw new ETagException(ETagFailure.Mismatch);
    }

    // An ETag that is no UUID cannot be stored here, so it is a mismatch rather than an invalid one.
    private static Guid ReadETag(string etag) => Guid.TryParse(etag, out var id) ? id : throw new ETagException(ETagFailure.Mismatch, $"invalid UUID '{etag}'");

    private static StateValue ReadValue(DbDataReader reader, int first) =>
        new(reader.GetFieldValue<byte[]>(first), reader.GetGuid(first + 1).ToString(),
            reader.IsDBNull(first + 2) ? null : reader.GetFieldValue<DateTimeOffset>(first + 2));

    public async ValueTask DisposeAsync()
    {
        if (_cleanup is not null) await _cleanup.DisposeAsync();
        await Database.DisposeAsync();
    }
}
