using System.Globalization;
using System.Reflection;
using LearnFlow.Hosting.Kafka;
using LearnFlow.Hosting.PostgreSQL;

namespace LearnFlow.Tests.Dapr;

/// <summary>A development broker of a test's own.</summary>
internal sealed class TestBroker(TestProcess process) : IAsyncDisposable
{
    private static readonly string s_program = typeof(KafkaBrokerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "LearnFlow.KafkaBroker").Value!;

    public TestProcess Process => process;

    /// <summary>host:port.</summary>
    public string BootstrapServers => process.ReadyLine.Split(' ')[1];

    public int Port => int.Parse(BootstrapServers.Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>Starts one; topics are NAME:PARTITIONS.</summary>
    public static async Task<TestBroker> StartAsync(int port = 0, params string[] topics) =>
        new(await TestProcess.StartAsync("READY ", "dotnet", [s_program, port.ToString(CultureInfo.InvariantCulture), .. topics]));

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

/// <summary>A PostgreSQL server of a test's own, with the user postgres and the password secret.</summary>
internal sealed class TestPostgres(TestProcess process, int port) : IAsyncDisposable
{
    public TestProcess Process => process;

    public string ConnectionString { get; } = $"Host=127.0.0.1;Port={port};Username=postgres;Password=secret;Database=postgres";

    /// <summary>Starts one on a folder, which it makes ready or goes on with.</summary>
    public static async Task<TestPostgres> StartAsync(string folder, int port)
    {
        var cluster = new PostgresCluster(PostgresBinaries.Find(), PostgresAccount.Current.DataPath(folder), "postgres");
        await cluster.EndLeftoverAsync(CancellationToken.None);
        await cluster.EnsureAsync("secret", [], CancellationToken.None);
        string[] settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=200", "logging_collector=off"];
        var (program, arguments) = PostgresAccount.Current.Command(cluster.Binaries.Program("postgres"),
            ["-D", cluster.Path, "-p", port.ToString(CultureInfo.InvariantCulture), .. settings.SelectMany(s => new[] { "-c", s })]);
        return new(await TestProcess.StartAsync("ready to accept connections", program, arguments), port);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
