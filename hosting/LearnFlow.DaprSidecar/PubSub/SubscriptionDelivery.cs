using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>What happens to a message between the broker and the app: envelope, expiry, routing, delivery, dead letter.</summary>
/// <remarks>Contract: dapr/dapr pkg/runtime/subscription/subscription.go.</remarks>
internal sealed class SubscriptionDelivery(Subscription subscription, IAppChannel app, PublishBlock publish, ResiliencePipeline? resiliency,
    UndeliveredEvents undelivered, DaprMetrics metrics, ILogger log, TimeProvider clock)
{
    /// <summary>Takes a batch; answers for each message null (done) or why it must come again.</summary>
    public async Task<IReadOnlyList<Exception?>> DeliverAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellation)
    {
        if (subscription.Bulk is not null) return await DeliverBulkAsync(messages, cancellation);
        var results = new Exception?[messages.Count];
        for (var i = 0; i < results.Length; i++) results[i] = await DeliverOneAsync(messages[i], cancellation);
        return results;
    }

    private async Task<Exception?> DeliverOneAsync(IncomingMessage message, CancellationToken cancellation)
    {
        var (id, result) = await TryAsync(message, cancellation);
        return await SettleAsync(message, id, result, cancellation);
    }

    // The event's id is null when it never came to the app.
    private async Task<(string? Id, DeliveryResult Result)> TryAsync(IncomingMessage message, CancellationToken cancellation)
    {
        using var measure = metrics.Deliver(subscription.PubSub, subscription.Topic);
        var (document, prepared, early) = Prepare(message);
        using (document)
        {
            if (prepared is null) return (null, early);
            using var activity = StartActivity(prepared);
            MessagingSpans.Describe(activity, metrics.AppId, prepared);
            var result = await SendAsync(async stop => subscription.Bulk is null ? await app.DeliverAsync(prepared, stop)
                : (await SendBulkAsync(new BulkDelivery(subscription, prepared.Path, [prepared]), stop)).Values.First(), cancellation);
            Tell(activity, measure, result);
            return (prepared.Field("id"), result);
        }
    }

    private async Task<IReadOnlyList<Exception?>> DeliverBulkAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellation)
    {
        var prepared = messages.Select(Prepare).ToList();
        var spans = prepared.Select(p => p.Delivery is null ? null : StartSpanBeside(p.Delivery)).ToList();
        var measures = messages.Select(_ => metrics.Deliver(subscription.PubSub, subscription.Topic)).ToList();
        try
        {
            var results = prepared.Select(p => p.Early).ToArray();
            foreach (var path in prepared.Select((p, i) => (p.Delivery, i)).Where(x => x.Delivery is not null).GroupBy(x => x.Delivery!.Path))
            {
                var answers = await SendBulkAsync(new BulkDelivery(subscription, path.Key, [.. path.Select(x => x.Delivery!)]), cancellation);
                foreach (var (delivery, i) in path)
                    results[i] = answers.TryGetValue(delivery!.EntryId, out var answer) ? answer
                    : new(DeliveryOutcome.Retry, "the app gave no answer for the entry");
            }
            var settled = new Exception?[messages.Count];
            for (var i = 0; i < settled.Length; i++)
            {
                Tell(spans[i], measures[i], results[i]);
                settled[i] = await SettleAsync(messages[i], prepared[i].Delivery?.Field("id"), results[i], cancellation);
            }
            return settled;
        }
        finally
        {
            foreach (var span in spans) span?.Dispose();
            foreach (var measure in measures) measure.Dispose();
            foreach (var p in prepared) p.Document?.Dispose();
        }
    }

    // Either a delivery, or an outcome that needs none.
    private (JsonDocument? Document, EventDelivery? Delivery, DeliveryResult Early) Prepare(IncomingMessage message)
    {
        JsonDocument? document = null;
        try
        {
            var json = subscription.RawPayload ? CloudEventEnvelope.FromRawPayload(message.Data, subscription.PubSub, subscription.Topic, message.Metadata)
                : message.Data;
            document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("the message is no JSON object");
            if (HasExpired(document.RootElement)) return (document, null, new(DeliveryOutcome.Drop, "the event has expired"));
            var rule = subscription.Rules.FirstOrDefault(r => r.Match?.Matches(document.RootElement) ?? true);
            return rule is null
                ? (document, null, new(DeliveryOutcome.Drop, "no route matches the event"))
                : (document, new EventDelivery(subscription, rule.Path, document.RootElement, json, message.Metadata), default);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return (document, null, new(DeliveryOutcome.Retry, $"the message is no CloudEvent that the routing rules can read: {unreadable.Message}"));
        }
    }

    private async Task<DeliveryResult> SendAsync(Func<CancellationToken, Task<DeliveryResult>> send, CancellationToken cancellation)
    {
        try
        {
            if (resiliency is null) return await send(cancellation);
            return await resiliency.ExecuteAsync(async stop =>
            {
                var result = await send(stop);
                return result.Outcome == DeliveryOutcome.Retry ? throw new RetryRequestedException(result) : result;
            }, cancellation);
        }
        catch (RetryRequestedException given)
        {
            return given.Result;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return new(DeliveryOutcome.Retry, failure.Message);
        }
    }

    private async Task<IReadOnlyDictionary<string, DeliveryResult>> SendBulkAsync(BulkDelivery delivery, CancellationToken cancellation)
    {
        try
        {
            return await (resiliency ?? ResiliencePipeline.Empty).ExecuteAsync(async stop => await app.DeliverAsync(delivery, stop), cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return delivery.Events.ToDictionary(e => e.EntryId, _ => new DeliveryResult(DeliveryOutcome.Retry, failure.Message));
        }
    }

    private async Task<Exception?> SettleAsync(IncomingMessage message, string? id, DeliveryResult result, CancellationToken cancellation)
    {
        if (result.Outcome == DeliveryOutcome.Success) return null;
        log.LogWarning("topic {Topic}: {Outcome}: {Reason}", subscription.Topic, result.Outcome, result.Reason);
        var failure = result.Outcome == DeliveryOutcome.Retry ? new InvalidOperationException(result.Reason) : null;
        if (subscription.DeadLetterTopic is not { } deadLetter)
        {
            // Without a failure the broker does not bring it again.
            if (failure is null) Keep(message, id, result);
            return failure;
        }
        try
        {
            await publish.ForwardAsync(subscription.PubSub, deadLetter, message, cancellation);
            Keep(message, id, result);
            return null;
        }
        catch (Exception notForwarded) when (!cancellation.IsCancellationRequested)
        {
            log.LogError("topic {Topic}: the dead letter topic {DeadLetter} did not take the message: {Reason}", subscription.Topic, deadLetter,
                notForwarded.Message);
            return failure ?? notForwarded;
        }
    }

    private void Keep(IncomingMessage message, string? id, DeliveryResult result)
    {
        if (!string.IsNullOrEmpty(id)) undelivered.Add(id, subscription, message.Data.Length, result.Reason, async stop => (await TryAsync(message, stop)).Result);
    }

    private bool HasExpired(JsonElement cloudEvent) =>
        cloudEvent.TryGetProperty("expiration", out var text) && text.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at < clock.GetUtcNow();

    private static void Tell(Activity? span, DaprMetrics.Measurement measure, DeliveryResult result)
    {
        MessagingSpans.Settle(span, result);
        measure.Status = result.Outcome.ToString().ToLowerInvariant();
        measure.Succeeded = result.Outcome == DeliveryOutcome.Success;
    }

    // Of one event of many in a request: none of them is the request's own trace.
    private Activity? StartSpanBeside(EventDelivery delivery)
    {
        var around = Activity.Current;
        var activity = StartActivity(delivery);
        MessagingSpans.Describe(activity, metrics.AppId, delivery);
        Activity.Current = around;
        return activity;
    }

    private Activity? StartActivity(EventDelivery delivery)
    {
        var parent = delivery.Field("traceparent") is { Length: > 0 } traceparent ? traceparent : delivery.Field("traceid");
        ActivityContext.TryParse(parent, delivery.Field("tracestate"), isRemote: true, out var context);
        // Without a listener there is no span; the event's own trace goes on to the app.
        return DaprMetrics.ActivitiesOf(metrics.AppId).StartActivity($"pubsub/{delivery.Subscription.Topic}", ActivityKind.Consumer, context)
            ?? (context == default ? null : new Activity("pubsub").SetParentId(context.TraceId, context.SpanId, context.TraceFlags).Start());
    }

    private sealed class RetryRequestedException(DeliveryResult result) : Exception(result.Reason)
    {
        public DeliveryResult Result { get; } = result;
    }
}
