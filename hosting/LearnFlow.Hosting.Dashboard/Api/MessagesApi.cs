using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// <c>GET /api/messages</c>: events from their producer to each consumer, put together from the sidecars' spans by the
/// event's id (OpenTelemetry semantic conventions, "Messaging spans"), and those that a consumer did not take;
/// <c>POST /api/messages/{id}/deliver?consumer</c> gives such a one to its consumer again.
/// </summary>
internal static class MessagesApi
{
    private const string Topic = "messaging.destination.name";
    private const string MessageId = "messaging.message.id";
    private const string EventType = "cloudevents.event_type";
    private const string EventSource = "cloudevents.event_source";
    private const string ConsumerGroup = "messaging.consumer.group.name";
    private const string Outcome = "dapr.delivery.outcome";

    /// <param name="Id">The event's id.</param>
    /// <param name="Topic">Where it was published.</param>
    /// <param name="Type">CloudEvents type.</param>
    /// <param name="Producer">Who published it.</param>
    /// <param name="Published">Milliseconds since 1970; null when the publishing was not traced.</param>
    /// <param name="TraceId">The trace in which it was published, or else delivered.</param>
    /// <param name="Deliveries">To each consumer, by their start.</param>
    internal sealed record Message(string Id, string Topic, string Type, string Producer, double? Published, string TraceId, IReadOnlyList<Delivery> Deliveries);

    /// <param name="Consumer">The app that it was given to.</param>
    /// <param name="Start">When the first attempt began, milliseconds since 1970.</param>
    /// <param name="DelayMs">From publishing to the first attempt; null when the publishing was not traced.</param>
    /// <param name="DurationMs">How long the last attempt took.</param>
    /// <param name="Attempts">How often it was given to the consumer.</param>
    /// <param name="Outcome">success, retry or drop: of the last attempt.</param>
    internal sealed record Delivery(string Consumer, double Start, double? DelayMs, double DurationMs, int Attempts, string Outcome);

    public static void MapMessages(this IEndpointRouteBuilder api, TelemetryStore store, ISidecarView[] sidecars)
    {
        api.MapGet("/messages", (string? topic, string? id, int? limit) =>
        {
            var found = Find(store, topic, id);
            return Results.Ok(new
            {
                total = found.Count,
                topics = found.GroupBy(m => m.Topic).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new
                {
                    name = g.Key,
                    messages = g.Count(),
                    consumers = g.SelectMany(m => m.Deliveries).Select(d => d.Consumer).Distinct().Order(StringComparer.Ordinal),
                }),
                undelivered = sidecars.SelectMany(s => s.Undelivered)
                    .Where(e => (topic is null || e.Topic == topic) && (id is null || e.Id == id)).OrderByDescending(e => e.Time),
                messages = found.Take(TelemetryApi.Limit(limit, 200)),
            });
        });
        api.MapPost("/messages/{id}/deliver", async (string id, string consumer, CancellationToken cancellation) =>
        {
            var view = Array.Find(sidecars, s => s.Undelivered.Any(e => e.Id == id && e.Consumer == consumer));
            if (view is null)
                return Results.Problem($"'{consumer}' has no undelivered event '{id}': it has taken it, or the event came before the AppHost started.", statusCode: StatusCodes.Status404NotFound);
            return await view.DeliverAgainAsync(id, consumer, cancellation) is { } reason
                ? Results.Problem($"'{consumer}' did not take it: {reason}", statusCode: StatusCodes.Status409Conflict)
                : Results.Ok(new { message = $"{consumer} took it." });
        });
    }

    private static List<Message> Find(TelemetryStore store, string? topic, string? id)
    {
        var spans = store.Spans.Find(_ => true, s => s.Kind is SpanKind.Producer or SpanKind.Consumer && Text(s, MessageId).Length > 0).Records;
        var messages = from span in spans
                       let name = Text(span, Topic)
                       where topic is null || name == topic
                       group span by (Topic: name, Id: Text(span, MessageId)) into ofMessage
                       where id is null || ofMessage.Key.Id == id
                       select ToMessage(ofMessage.Key.Id, ofMessage.Key.Topic, [.. ofMessage]);
        return [.. messages.OrderByDescending(m => m.Published ?? (m.Deliveries.Count > 0 ? m.Deliveries[0].Start : null))];
    }

    private static Message ToMessage(string id, string topic, SpanRecord[] spans)
    {
        var published = Array.Find(spans, s => s.Kind == SpanKind.Producer);
        var deliveries = from span in spans
                         where span.Kind == SpanKind.Consumer
                         orderby span.Start
                         group span by Text(span, ConsumerGroup) into ofConsumer
                         let attempts = ofConsumer.ToArray()
                         let first = attempts[0]
                         let last = attempts[^1]
                         select new Delivery(
                             ofConsumer.Key,
                             first.Start / 1e6,
                             published is null ? null : (first.Start - (double)published.Start) / 1e6,
                             last.DurationMs,
                             attempts.Length,
                             Text(last, Outcome));
        var any = published ?? spans[0];
        return new(id, topic, Text(any, EventType), published?.Origin.Name ?? Text(any, EventSource), published?.Start / 1e6, any.TraceId, [.. deliveries]);
    }

    private static string Text(SpanRecord span, string attribute) => TelemetryValue.ToText(TelemetryValue.Find(span.Attributes, attribute));
}
