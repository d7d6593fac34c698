using System.Diagnostics;
using System.Text.Json;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Events;

/// <summary>The HTTP side of a Dapr bulk subscription: one request brings up to a hundred events of a partition.</summary>
/// <remarks>Contract: Dapr docs, "Publish and subscribe to bulk messages"; the answer has a status for each entry.</remarks>
public static partial class BulkSubscriptionEndpoint
{
    /// <summary>A batch has one request for many events: each is handled in a span of its own, in the trace of what it tells of.</summary>
    private static readonly ActivitySource s_activities = new("LearnFlow.Events");

    private const int MaxEvents = 100;

    /// <summary>How long the sidecar collects events. A learner does not notice it, and under load a batch is full sooner.</summary>
    private const int MaxAwaitMs = 10;

    /// <summary>Learners whose events are handled at once: handlers wait for the state store most of the time.</summary>
    private const int LearnersAtOnce = 16;

    /// <summary>
    /// Subscribes as <see cref="SubscriptionEndpoint.MapSubscription"/> does, in bulk. One learner's events are handled in their
    /// order, different learners' at the same time, so that handlers may take only services that many threads can share. An event
    /// whose handler fails is delivered again with the same learner's later ones; it keeps nobody else's from being acknowledged. After a few
    /// times it is parked.
    /// </summary>
    public static IEndpointConventionBuilder MapBulkSubscription(
        this IEndpointRouteBuilder endpoints, string topic, string path, Action<Subscription> configure) =>
        endpoints.MapReceiver(topic, path, configure, ReceiveAsync).WithMetadata(new BulkSubscribeAttribute(topic, MaxEvents, MaxAwaitMs));

    private static async Task ReceiveAsync(HttpContext context, string topic, Subscription subscription)
    {
        var entries = await ReadAsync(context);
        var statuses = new string[entries.Count];
        var deliveries = new List<(int Index, Subscription.Delivery Delivery)>(statuses.Length);
        for (var index = 0; index < statuses.Length; index++)
        {
            statuses[index] = "SUCCESS"; // of a type that has no handler
            try
            {
                var (type, data) = SubscriptionEndpoint.Open(entries[index].Event);
                if (subscription.Bind(type, data) is { } delivery)
                {
                    deliveries.Add((index, delivery));
                }
            }
            catch (JsonException exception)
            {
                SubscriptionEndpoint.LogDropped(SubscriptionEndpoint.Logger(context), topic, exception);
                statuses[index] = "DROP";
            }
        }

        await Parallel.ForEachAsync(
            deliveries.GroupBy(item => item.Delivery.LearnerId),
            new ParallelOptions { MaxDegreeOfParallelism = LearnersAtOnce, CancellationToken = context.RequestAborted },
            async (learner, cancellationToken) =>
            {
                var failed = false;
                foreach (var (index, delivery) in learner)
                {
                    failed = failed || !await IsHandledAsync(context, topic, entries[index].Event, delivery, cancellationToken);
                    statuses[index] = failed ? "RETRY" : "SUCCESS";
                }
            });
        await context.Response.WriteAsJsonAsync(
            new { statuses = entries.Select((entry, index) => new { entryId = entry.EntryId, status = statuses[index] }) }, context.RequestAborted);
    }

    private static async Task<IReadOnlyList<Entry>> ReadAsync(HttpContext context)
    {
        try
        {
            var batch = await context.Request.ReadFromJsonAsync<Batch>(JsonConventions.Options, context.RequestAborted);
            return batch?.Entries ?? throw new JsonException("There are no entries.");
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not Dapr's envelope of events in bulk.", exception);
        }
    }

    private static async Task<bool> IsHandledAsync(
        HttpContext context, string topic, JsonElement envelope, Subscription.Delivery delivery, CancellationToken cancellationToken)
    {
        using var activity = s_activities.StartActivity($"handle {topic}", ActivityKind.Consumer, Origin(envelope));
        try
        {
            await delivery.HandleAsync(context.RequestServices, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            if (await context.RequestServices.GetRequiredService<FailedDeliveries>().IsParkedAsync(topic, delivery, exception, cancellationToken))
            {
                return true;
            }

            LogRetried(SubscriptionEndpoint.Logger(context), topic, exception);
            return false;
        }
    }

    /// <summary>The trace in which an event was published (CloudEvents extension "Distributed Tracing").</summary>
    private static ActivityContext Origin(JsonElement envelope) =>
        envelope.TryGetProperty("traceparent", out var parent) && parent.ValueKind == JsonValueKind.String
        && ActivityContext.TryParse(parent.GetString(), null, isRemote: true, out var origin) ? origin : default;

    private sealed record Batch(IReadOnlyList<Entry> Entries);

    private sealed record Entry(string EntryId, JsonElement Event);

    [LoggerMessage(LogLevel.Warning, "An event of topic {Topic} could not be handled; it comes again.")]
    private static partial void LogRetried(ILogger logger, string topic, Exception exception);
}
