using System.Text;
using Dapr.Client;
using LearnFlow.Events;
using LearnFlow.Exercises.Storage;

namespace LearnFlow.Exercises.Outbox;

/// <summary>Publishes the outbox through the sidecar, as soon as something is written and every few seconds besides.</summary>
public sealed class OutboxRelay(
    IServiceScopeFactory scopes, OutboxSignal signal, DaprClient dapr, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await TryPassAsync(stoppingToken) == 0)
                await signal.WaitAsync(s_look, clock, stoppingToken);
        }
    }

    private async Task<int> TryPassAsync(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await OutboxPass.RunAsync(scope.ServiceProvider.GetRequiredService<ExercisesDbContext>(), PublishAsync, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(e, "The outbox could not be published; its messages stay and are sent later.");
            return 0;
        }
    }

    private Task PublishAsync(OutboxMessage message, CancellationToken cancellation)
        => dapr.PublishByteEventAsync(
            Topics.PubSub, message.Topic, Encoding.UTF8.GetBytes(message.Data), "application/json", message.Metadata, cancellation);
}
