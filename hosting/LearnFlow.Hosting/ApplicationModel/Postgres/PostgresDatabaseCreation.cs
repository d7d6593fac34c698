using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Creates a server's databases when it is ready; those that are there stay as they are.</summary>
internal static class PostgresDatabaseCreation
{
    public static async Task CreateAllAsync(PostgresServerResource server, ResourceReadyEvent ready, CancellationToken cancellationToken)
    {
        var databases = ready.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<PostgresDatabaseResource>().Where(d => d.Parent == server).ToArray();
        if (databases.Length == 0)
            return;
        var logger = ready.Services.GetRequiredService<ResourceLoggerService>().GetLogger(server);
        var settings = new NpgsqlConnectionStringBuilder(await server.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false)) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var database in databases)
            await CreateAsync(connection, database, logger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateAsync(NpgsqlConnection connection, PostgresDatabaseResource database, ILogger logger, CancellationToken cancellationToken)
    {
        var script = database.Annotations.OfType<PostgresCreateDatabaseScriptAnnotation>().LastOrDefault()?.Script
            ?? $"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(database.DatabaseName)}";
        try
        {
#pragma warning disable CA2100 // The AppHost's author writes the script; the name is quoted.
            await using var command = new NpgsqlCommand(script, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            logger.LogDebug("Database '{DatabaseName}' already exists", database.DatabaseName);
        }
        catch (NpgsqlException e)
        {
            logger.LogError(e, "Failed to create database '{DatabaseName}'", database.DatabaseName);
        }
    }
}
