using System.Globalization;
using System.Text.Json;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.State.PostgreSql;
using Npgsql;

namespace LearnFlow.DaprSidecar.Configuration;

/// <summary>An item of configuration.</summary>
internal sealed record ConfigurationItem(string Value, string Version, IReadOnlyDictionary<string, string> Metadata);

/// <summary>configuration.postgresql: a table of the user's, changes by NOTIFY of a trigger of the user's.</summary>
/// <remarks>Contract: components-contrib configuration/postgres. Columns key, value, version, metadata; of several versions of a key the
/// largest number wins. A notification's JSON has the row under <c>data</c>.</remarks>
internal sealed class PostgresConfigurationStore(NpgsqlDataSource database, string table, string? notifyChannel) : IAsyncDisposable
{
    public static async Task<PostgresConfigurationStore> OpenAsync(ComponentMetadata metadata, CancellationToken cancellation)
    {
        var database = ConnectionString.Open(metadata.Required("connectionString"), metadata.Duration(TimeSpan.FromSeconds(20), "timeout", "timeoutInSeconds"));
        var table = Identifier(metadata.Required("table"));
        await using var exists = database.CreateCommand("SELECT to_regclass($1) IS NOT NULL");
        exists.Parameters.Add(new() { Value = table });
        if ((bool)(await exists.ExecuteScalarAsync(cancellation))!) return new(database, table, metadata["notifyChannel", "pgNotifyChannel"]);
        await database.DisposeAsync();
        throw new InvalidOperationException($"postgreSQL configuration table '{table}' does not exist");
    }

    public async Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var filter = keys.Count > 0 ? " WHERE key = ANY($1)" : "";
        await using var command = database.CreateCommand($"SELECT key, value, version, metadata::text FROM {table}{filter}");
        if (keys.Count > 0) command.Parameters.Add(new() { Value = keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new Dictionary<string, ConfigurationItem>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            var metadata = reader.IsDBNull(3) ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(3)) ?? [];
            var item = new ConfigurationItem(reader.GetString(1), reader.GetString(2), metadata);
            var key = reader.GetString(0);
            if (!items.TryGetValue(key, out var present) || Number(item) > Number(present)) items[key] = item;
        }
        return items;
    }

    /// <summary>Reports changes until cancelled; completes its first step (LISTEN) before it returns the task of the rest.</summary>
    /// <exception cref="InvalidOperationException">No channel is named.</exception>
    public async Task<Task> ListenAsync(IReadOnlyList<string> keys, string? requestedChannel, Func<string, ConfigurationItem, Task> changedAsync,
        CancellationToken cancellation)
    {
        var channel = notifyChannel ?? requestedChannel
            ?? throw new InvalidOperationException($"unable to subscribe to \"{table}\". notifyChannel must be set in component metadata or request metadata");
        var connection = await database.OpenConnectionAsync(cancellation);
        connection.Notification += (_, notification) =>
        {
            if (Read(notification.Payload) is { } change && (keys.Count == 0 || keys.Contains(change.Key))) _ = changedAsync(change.Key, change.Item);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Identifier(channel)}", connection)) await listen.ExecuteNonQueryAsync(cancellation);
        return WaitAsync(connection, cancellation);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (connection)
        {
            try
            {
                while (!cancellation.IsCancellationRequested) await connection.WaitAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
            }
        }
    }

    private static (string Key, ConfigurationItem Item)? Read(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var row = json.RootElement.GetProperty("data");
            var metadata = row.TryGetProperty("metadata", out var map) && map.ValueKind == JsonValueKind.Object
                ? map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()) : [];
            return (row.GetProperty("key").GetString()!,
                new ConfigurationItem(row.GetProperty("value").ToString(), row.TryGetProperty("version", out var version) ? version.ToString() : "", metadata));
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The channel carries something else.
            return null;
        }
    }

    private static int Number(ConfigurationItem item) =>
        int.TryParse(item.Version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Identifier(string name) =>
        name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '.')
            ? name : throw new InvalidOperationException($"'{name}' is no table or channel name: use lower case letters, digits and underscores");
}
