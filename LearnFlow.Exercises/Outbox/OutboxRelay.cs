using System.Diagnostics.Metrics;
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
    private static readonly Counter<long> s_parked = new Meter("LearnFlow.Exercises").CreateCounter<long>("learnflow.outbox.parked", "{event}");

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryPassAsync(stoppingToken))
            {
                await signal.WaitAsync(s_look, clock, stoppingToken);
            }
        }
    }

    private async Task<bool> TryPassAsync(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await OutboxPass.RunAsync(scope.ServiceProvider.GetRequiredService<ExercisesDbContext>(), PublishAsync, clock, OnParked, cancellation);
            return outcome.IsMoreDue;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(e, "The outbox could not be published; its messages stay and are sent later.");
            return false;
        }
    }

    private void OnParked(OutboxMessage message, Exception failure)
    {
        s_parked.Add(1, new KeyValuePair<string, object?>("topic", message.Topic));
        logger.LogError(
            failure, "Event {EventId} of topic {Topic} failed {Tries} times and is parked: GET /outbox/parked shows it, POST /outbox/parked/{Number}/deliver delivers it again.",
            message.EventId, message.Topic, message.Tries, message.Number);
    }

    private Task PublishAsync(OutboxMessage message, CancellationToken cancellation)
        => dapr.PublishByteEventAsync(
            Topics.PubSub, message.Topic, Encoding.UTF8.GetBytes(message.Data), "application/json", message.Metadata, cancellation);
}
