using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LearnFlow.Tests.Hosting;
using Npgsql;

namespace LearnFlow.Tests;

/// <summary>One PostgreSQL server and one development broker for all tests that need no more of the system; started when first asked for.</summary>
internal static class SharedBackends
{
    private static readonly Lazy<Task<DistributedApplication>> s_application = new(StartAsync);

    /// <summary>The address of the broker, as Kafka clients call it: bootstrap.servers.</summary>
    public static Task<string> BootstrapServersAsync() => AddressOfAsync("kafka");

    /// <summary>A connection string of a database that does not exist yet.</summary>
    public static async Task<string> NewDatabaseNameAsync() =>
        new NpgsqlConnectionStringBuilder(await AddressOfAsync("postgres")) { Database = $"t{Guid.NewGuid():N}", MaxPoolSize = 20 }.ConnectionString;

    /// <summary>A connection string of a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var connectionString = await NewDatabaseNameAsync();
        await ExecuteAsync($"CREATE DATABASE {NameIn(connectionString)}", cancellationToken);
        return connectionString;
    }

    /// <summary>Deletes a database, whoever is still connected to it.</summary>
    public static Task DropDatabaseAsync(string connectionString) => ExecuteAsync($"DROP DATABASE IF EXISTS {NameIn(connectionString)} WITH (FORCE)", default);

    public static async Task StopAsync()
    {
        if (s_application.IsValueCreated)
        {
            await (await s_application.Value).DisposeAsync();
        }
    }

    private static string? NameIn(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database;

    private static async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var server = NpgsqlDataSource.Create(await AddressOfAsync("postgres") + ";Database=postgres;Pooling=false");
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> AddressOfAsync(string name) =>
        await (await s_application.Value).GetConnectionStringAsync(name) ?? throw new InvalidOperationException($"'{name}' has no connection string.");

    private static async Task<DistributedApplication> StartAsync()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddPostgres("postgres").RunAsProcess();
        builder.AddKafka("kafka").RunAsProcess();
        var application = await builder.BuildAsync();
        await application.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres");
        await application.ResourceNotifications.WaitForResourceHealthyAsync("kafka");
        return application;
    }
}
