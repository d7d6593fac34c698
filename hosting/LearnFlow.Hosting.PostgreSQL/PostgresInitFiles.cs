using Npgsql;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>Runs the scripts that a new server begins with, as the container's image runs those of /docker-entrypoint-initdb.d: *.sql, by name.</summary>
internal static class PostgresInitFiles
{
    /// <exception cref="EmbeddedPostgresException">One is not there or fails; the message names it.</exception>
    public static async Task RunAsync(EmbeddedPostgres postgres, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new EmbeddedPostgresException($"The init files '{path}' are not there: correct the path in WithInitFiles.");

        string[] files = File.Exists(path) ? [path] : [.. Directory.GetFiles(path, "*.sql").Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            try
            {
                await RunFileAsync(postgres, file, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is PostgresException or FormatException)
            {
                var reason = (e as PostgresException)?.MessageText ?? e.Message;
                throw new EmbeddedPostgresException($"The init file '{file}' failed: {reason}. Correct it and start again: the server begins anew until all of them have run.", e);
            }
        }
    }

    private static async Task RunFileAsync(EmbeddedPostgres postgres, string file, CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            foreach (var statement in SqlScript.Read(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)))
            {
                var database = statement.Database ?? "postgres";
                if (connection?.Database != database)
                {
                    if (connection is not null)
                        await connection.DisposeAsync().ConfigureAwait(false);
                    connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database, Pooling = false }.ConnectionString);
                    await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                }

                // The AppHost author's own script.
#pragma warning disable CA2100
                var command = new NpgsqlCommand(statement.Text, connection);
#pragma warning restore CA2100
                await using (command.ConfigureAwait(false))
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
