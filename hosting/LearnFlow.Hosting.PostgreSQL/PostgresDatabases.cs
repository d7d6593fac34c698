using Npgsql;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>A database to have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreationScript">What creates it, instead of CREATE DATABASE.</param>
internal sealed record PostgresDatabase(string Name, string? CreationScript = null);

/// <summary>Makes the databases of a server that are not there yet.</summary>
internal static class PostgresDatabases
{
    /// <exception cref="EmbeddedPostgresException">One could not be made; the message names it.</exception>
    public static async Task CreateAsync(EmbeddedPostgres postgres, IEnumerable<PostgresDatabase> databases, CancellationToken cancellationToken)
    {
        var wanted = databases.ToList();
        if (wanted.Count == 0)
            return;

        var connectionString = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString;
        var connection = new NpgsqlConnection(connectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var present = await ListAsync(connection, cancellationToken).ConfigureAwait(false);
            foreach (var database in wanted.Where(d => !present.Contains(d.Name)))
                await CreateAsync(connection, database, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<HashSet<string>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var command = new NpgsqlCommand("SELECT datname FROM pg_database", connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    names.Add(reader.GetString(0));
            }
        }

        return names;
    }

    private static async Task CreateAsync(NpgsqlConnection connection, PostgresDatabase database, CancellationToken cancellationToken)
    {
        // The script is the AppHost author's own; a name is quoted.
#pragma warning disable CA2100
        var command = new NpgsqlCommand(database.CreationScript ?? $"CREATE DATABASE {Sql.Identifier(database.Name)}", connection);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.DuplicateDatabase)
            {
                throw new EmbeddedPostgresException($"The database '{database.Name}' could not be made: {e.MessageText}{(database.CreationScript is null ? "" : " Check its creation script.")}", e);
            }
        }
    }
}
