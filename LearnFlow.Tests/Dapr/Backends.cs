using LearnFlow.DaprSidecar.Components;
using Npgsql;

namespace LearnFlow.Tests.Dapr;

/// <summary>The PostgreSQL server and the broker that the sidecar tests share; started when first asked for, ended with the process.</summary>
internal static class Backends
{
    private static readonly Lazy<Task<TestPostgres>> Server = new(StartPostgresAsync);
    private static readonly Lazy<Task<TestBroker>> Broker = new(() => TestBroker.StartAsync());

    /// <summary>A connection string of a new database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await Server.Value;
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static Component State(string connectionString, params (string, string)[] more) =>
        new("statestore", "state.postgresql", [new("connectionString", connectionString), .. more.Select(m => KeyValuePair.Create(m.Item1, m.Item2))]);

    public static async Task<Component> KafkaAsync(params (string, string)[] more) => Kafka((await Broker.Value).BootstrapServers, more);

    public static Component Kafka(string brokers, params (string, string)[] more) =>
        new("pubsub", "pubsub.kafka",
            [new("brokers", brokers), new("authType", "none"), new("initialOffset", "oldest"), .. more.Select(m => KeyValuePair.Create(m.Item1, m.Item2))]);

    private static async Task<TestPostgres> StartPostgresAsync()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-dapr-");
        var server = await TestPostgres.StartAsync(Path.Combine(folder.FullName, "data"), TestProcess.FreePort());
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
            folder.Delete(recursive: true);
        };
        return server;
    }
}
