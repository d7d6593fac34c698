using System.Globalization;
using LearnFlow.DaprSidecar;
using Npgsql;

namespace LearnFlow.Tests.Dapr.Crash;

/// <summary>PostgreSQL, the broker, an app and its sidecar, each a process of its own with a fixed port, so that each can die alone.</summary>
internal sealed class CrashScene : IAsyncDisposable
{
    private const string Topic = "ledger";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learnflow-crash-");
    private readonly int _postgresPort = TestProcess.FreePort(), _brokerPort = TestProcess.FreePort(), _appPort = TestProcess.FreePort(),
        _grpcPort = TestProcess.FreePort();

    private TestProcess? _sidecar;

    public CrashScene()
    {
        Postgres = new("postgres", StartPostgresAsync);
        Broker = new("broker", StartBrokerAsync);
        App = new("app", StartAppAsync);
        Sidecar = new("sidecar", StartSidecarAsync);
        Ledger = Path.Combine(_folder.FullName, "ledger.txt");
        ConnectionString = $"Host=127.0.0.1;Port={_postgresPort};Username=postgres;Password=secret;Database=postgres";
    }

    public Part Postgres { get; }

    public Part Broker { get; }

    public Part App { get; }

    public Part Sidecar { get; }

    public IReadOnlyList<Part> Parts => [Postgres, Broker, App, Sidecar];

    /// <summary>What the app acknowledged: one line of writer, number and event id for each delivery.</summary>
    public string Ledger { get; }

    public string ConnectionString { get; }

    public int HttpPort { get; } = TestProcess.FreePort();

    /// <summary>The last lines of the sidecar's log.</summary>
    public string SidecarLog => _sidecar?.Output ?? "";

    public async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "components.yaml"), $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {"{ name: statestore }"}
            spec:
              type: state.postgresql
              version: v2
              metadata:
                - {"{"} name: connectionString, value: "{ConnectionString}" {"}"}
                - {"{ name: outboxPublishPubsub, value: pubsub }"}
                - {"{"} name: outboxPublishTopic, value: {Topic} {"}"}
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {"{ name: pubsub }"}
            spec:
              type: pubsub.kafka
              version: v1
              metadata:
                - {"{"} name: brokers, value: "127.0.0.1:{_brokerPort}" {"}"}
                - {"{ name: authType, value: none }"}
                - {"{ name: initialOffset, value: oldest }"}
            """);
        foreach (var part in Parts)
            await part.StartAsync();
    }

    /// <summary>The transactions that PostgreSQL holds, as (writer, number).</summary>
    public async Task<IReadOnlySet<(int Writer, int Number)>> CommittedAsync()
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await using var command = database.CreateCommand("select key from state");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new HashSet<(int, int)>();
        while (await reader.ReadAsync())
        {
            var key = reader.GetString(0).Split("||")[1].Split('-');
            found.Add((int.Parse(key[0], CultureInfo.InvariantCulture), int.Parse(key[1], CultureInfo.InvariantCulture)));
        }
        return found;
    }

    /// <summary>The app's deliveries in their order. A line that the app's death cut off was not acknowledged.</summary>
    public IReadOnlyList<Delivery> Deliveries() =>
        !File.Exists(Ledger) ? [] : [.. File.ReadAllText(Ledger).Split('\n')[..^1].Select(line => line.Split(' ')).Where(l => l.Length == 3)
            .Select(l => new Delivery(int.Parse(l[0], CultureInfo.InvariantCulture), int.Parse(l[1], CultureInfo.InvariantCulture), l[2]))];

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Parts.Reverse())
            await part.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<RunningPart> StartPostgresAsync()
    {
        var server = await TestPostgres.StartAsync(Path.Combine(_folder.FullName, "data"), _postgresPort);
        return new(server.Process.ProcessId, server.Process.Completion, server);
    }

    private async Task<RunningPart> StartBrokerAsync()
    {
        var broker = await TestBroker.StartAsync(_brokerPort, $"{Topic}:4");
        return new(broker.Process.ProcessId, broker.Process.Completion, broker);
    }

    private async Task<RunningPart> StartAppAsync()
    {
        var app = await TestProcess.StartAsync("READY", "node", Path.Combine(Repository.Root, "LearnFlow.Tests", "Dapr", "js", "ledger.mjs"), Text(_appPort), Ledger, Topic);
        return new(app.ProcessId, app.Completion, app);
    }

    private async Task<RunningPart> StartSidecarAsync()
    {
        _sidecar = await TestProcess.StartAsync("READY", "dotnet", typeof(Sidecar).Assembly.Location, "--app-id", "ledger", "--app-port", Text(_appPort),
            "--dapr-http-port", Text(HttpPort), "--dapr-grpc-port", Text(_grpcPort), "--resources-path", _folder.FullName);
        return new(_sidecar.ProcessId, _sidecar.Completion, _sidecar);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A delivery that the app wrote down.</summary>
internal sealed record Delivery(int Writer, int Number, string EventId);
