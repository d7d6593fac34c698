using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>What happens to a message between the broker and the app: envelope, expiry, delivery, dead letter.</summary>
/// <remarks>Contract: dapr/dapr pkg/runtime/subscription/subscription.go.</remarks>
internal sealed class SubscriptionDelivery(Subscription subscription, AppClient app, PublishBlock publish, UndeliveredEvents undelivered,
    DaprMetrics metrics, ILogger log, TimeProvider clock)
{
    /// <summary>Takes a batch; answers for each message null (done) or why it must come again.</summary>
    public async Task<IReadOnlyList<Exception?>> DeliverAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        if (subscription.Bulk is not null)
        {
            return await DeliverBulkAsync(messages, cancellationToken);
        }
        var settled = new Exception?[messages.Count];
        for (var i = 0; i < settled.Length; i++)
        {
            var (id, result) = await TryAsync(messages[i], cancellationToken);
            settled[i] = await SettleAsync(messages[i], id, result, cancellationToken);
        }
        return settled;
    }

    // The event's id is null when it never came to the app.
    private async Task<(string? Id, DeliveryResult Result)> TryAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        using var measure = metrics.Deliver(subscription.PubSub, subscription.Topic);
        var (document, prepared, early) = Prepare(message);
        using (document)
        {
            if (prepared is null)
            {
                return (null, early);
            }
            using var activity = StartActivity(prepared);
            MessagingSpans.Describe(activity, metrics.AppId, prepared);
            var result = subscription.Bulk is null ? await SendAsync(prepared, cancellationToken)
                : (await SendAsync([prepared], cancellationToken)).GetValueOrDefault(prepared.EntryId, s_noAnswer);
            Tell(activity, measure, result);
            return (prepared.Field("id"), result);
        }
    }

    private static readonly DeliveryResult s_noAnswer = new(DeliveryOutcome.Retry, "the app gave no answer for the entry");

    private async Task<IReadOnlyList<Exception?>> DeliverBulkAsync(IReadOnlyList<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        var prepared = messages.Select(Prepare).ToList();
        var spans = prepared.Select(p => p.Delivery is null ? null : StartSpanBeside(p.Delivery)).ToList();
        var measures = messages.Select(_ => metrics.Deliver(subscription.PubSub, subscription.Topic)).ToList();
        try
        {
            var sent = prepared.Select(p => p.Delivery).OfType<EventDelivery>().ToList();
            var answers = sent.Count == 0 ? new Dictionary<string, DeliveryResult>() : await SendAsync(sent, cancellationToken);
            var settled = new Exception?[messages.Count];
            for (var i = 0; i < settled.Length; i++)
            {
                var result = prepared[i].Delivery is { } delivery ? answers.GetValueOrDefault(delivery.EntryId, s_noAnswer) : prepared[i].Early;
                Tell(spans[i], measures[i], result);
                settled[i] = await SettleAsync(messages[i], prepared[i].Delivery?.Field("id"), result, cancellationToken);
            }
            return settled;
        }
        finally
        {
            foreach (var span in spans)
            {
                span?.Dispose();
            }
            foreach (var measure in measures)
            {
                measure.Dispose();
            }
            foreach (var p in prepared)
            {
                p.Document?.Dispose();
            }
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
            return document.RootElement.ValueKind != JsonValueKind.Object ? throw new JsonException("it is no JSON object")
                : HasExpired(document.RootElement) ? (document, null, new(DeliveryOutcome.Drop, "the event has expired"))
                : (document, new EventDelivery(subscription, document.RootElement, json, message.Metadata), default);
        }
        catch (JsonException unreadable)
        {
            return (document, null, new(DeliveryOutcome.Retry, $"the message is no CloudEvent: {unreadable.Message}"));
        }
    }

    private async Task<DeliveryResult> SendAsync(EventDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await app.DeliverAsync(delivery, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new(DeliveryOutcome.Retry, failure.Message);
        }
    }

    private async Task<IReadOnlyDictionary<string, DeliveryResult>> SendAsync(IReadOnlyList<EventDelivery> events, CancellationToken cancellationToken)
    {
        try
        {
            return await app.DeliverAsync(subscription, events, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return events.ToDictionary(e => e.EntryId, _ => new DeliveryResult(DeliveryOutcome.Retry, failure.Message));
        }
    }

    private async Task<Exception?> SettleAsync(IncomingMessage message, string? id, DeliveryResult result, CancellationToken cancellationToken)
    {
        if (result.Outcome == DeliveryOutcome.Success)
        {
            return null;
        }
        log.LogWarning("topic {Topic}: {Outcome}: {Reason}", subscription.Topic, result.Outcome, result.Reason);
        var failure = result.Outcome == DeliveryOutcome.Retry ? new InvalidOperationException(result.Reason) : null;
        if (subscription.DeadLetterTopic is not { } deadLetter)
        {
            // Without a failure the broker does not bring it again.
            if (failure is null)
            {
                Keep(message, id, result);
            }
            return failure;
        }
        try
        {
            await publish.ForwardAsync(subscription.PubSub, deadLetter, message, cancellationToken);
            Keep(message, id, result);
            return null;
        }
        catch (Exception notForwarded) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError("topic {Topic}: the dead letter topic {DeadLetter} did not take the message: {Reason}", subscription.Topic, deadLetter,
                notForwarded.Message);
            return failure ?? notForwarded;
        }
    }

    private void Keep(IncomingMessage message, string? id, DeliveryResult result)
    {
        if (!string.IsNullOrEmpty(id))
        {
            undelivered.Add(id, subscription, message.Data.Length, result.Reason, async stop => (await TryAsync(message, stop)).Result);
        }
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
}
