using System.Diagnostics.Metrics;
using System.Text;
using Dapr.Client;
using LearnFlow.Events;
using LearnFlow.Exercises.Storage;

namespace LearnFlow.Exercises.Outbox;

/// <summary>
/// Publishes the outbox through the sidecar, as soon as something is written; every few seconds while something waits, and
/// every minute for what a replica that ended had written.
/// </summary>
public sealed class OutboxRelay(
    IServiceScopeFactory scopes, OutboxSignal signal, DaprClient dapr, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5), s_look = TimeSpan.FromMinutes(1);
    private static readonly Counter<long> s_parked = new Meter("LearnFlow.Exercises").CreateCounter<long>("learnflow.outbox.parked", "{event}");

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var outcome = await TryPassAsync(stoppingToken);
            if (outcome is not { IsMoreDue: true })
            {
                await signal.WaitAsync(outcome is { IsAnyLeft: false } ? s_look : s_again, clock, stoppingToken);
            }
        }
    }

    private async Task<OutboxOutcome?> TryPassAsync(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await OutboxPass.RunAsync(scope.ServiceProvider.GetRequiredService<ExercisesDbContext>(), PublishAsync, clock, OnParked, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(e, "The outbox could not be published; its messages stay and are sent later.");
            return null;
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
