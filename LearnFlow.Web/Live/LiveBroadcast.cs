using System.Text;
using System.Text.Json;
using LearnFlow.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Web.Live;

/// <summary>
/// Brings a message to the open streams of every replica: Kafka gives each event to one replica alone, which passes it on
/// by PostgreSQL's NOTIFY in <c>identitydb</c> (docs/decisions/live-updates.md). Without a database there is one replica.
/// </summary>
internal sealed partial class LiveBroadcast(LiveStreams streams, IServiceScopeFactory scopes, IConfiguration configuration, ILogger<LiveBroadcast> log)
    : BackgroundService
{
    private const string Channel = "learnflow_live";

    /// <summary>What NOTIFY takes in the default configuration (PostgreSQL documentation, NOTIFY).</summary>
    private const int MaxPayloadBytes = 7_999;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string? _connection = configuration.GetConnectionString(AccountsStorage.ConnectionName);

    /// <summary>Sends <paramref name="message"/> to its learner's and the teachers' pages.</summary>
    public async Task SendAsync(LiveMessage message, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(_connection))
        {
            streams.Send(message);
            return;
        }

        var payload = JsonSerializer.Serialize(message, JsonConventions.Options);
        if (Encoding.UTF8.GetByteCount(payload) > MaxPayloadBytes)
        {
            LogTooLarge(message.Event, payload.Length);
            streams.Send(message); // the bounds of events make this impossible; were it not, this replica's pages are told at least
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {payload})", cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!string.IsNullOrEmpty(_connection) && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(_connection, stoppingToken);
            }
            catch (NpgsqlException exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(exception);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        connection.Notification += (_, notification) => streams.Send(JsonSerializer.Deserialize<LiveMessage>(notification.Payload, JsonConventions.Options)!);
        await connection.OpenAsync(cancellation);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        while (true)
            await connection.WaitAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Error, "A live message {Event} has {Characters} characters, too many for NOTIFY; other replicas' pages do not get it.")]
    private partial void LogTooLarge(string @event, int characters);

    [LoggerMessage(LogLevel.Warning, "The connection for live updates was lost; trying again.")]
    private partial void LogLost(Exception exception);
}
