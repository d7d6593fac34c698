using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.State;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>Turns the writes of a transaction into the events that it publishes.</summary>
/// <remarks>
/// Contract: dapr/dapr pkg/runtime/pubsub/outbox.go. Each written key gives one event whose data is the value, or the value of the
/// operation on the same key that is marked <c>outbox.projection</c> (that one is not stored). Metadata of the operation becomes fields of
/// the event by its bare name, except <c>id</c> and <c>data</c>; the prefix <c>cloudevent.</c> of publishing means nothing here.
/// <c>partitionKey</c> is also the record's key on the broker, which Dapr's own outbox does not set.
/// </remarks>
internal static class OutboxProjection
{
    private const string ProjectionKey = "outbox.projection";

    public static (IReadOnlyList<StateOperation> Stored, IReadOnlyList<OutboxEvent> Events) Split(
        IReadOnlyList<StateOperation> operations, OutboxSettings outbox, string appId, TraceContext trace, TimeProvider clock)
    {
        var projections = operations.OfType<SetState>().Where(IsProjection).GroupBy(o => o.Key).ToDictionary(g => g.Key, g => g.Last());
        var stored = operations.Where(o => o is not SetState set || !IsProjection(set)).ToList();
        var events = stored.OfType<SetState>().Select(set => Event(set, projections.GetValueOrDefault(set.Key) ?? set, outbox, appId, trace, clock)).ToList();
        return (stored, events);
    }

    private static bool IsProjection(SetState operation) => operation.Metadata.TryGetValue(ProjectionKey, out var flag) && ComponentMetadata.IsTruthy(flag);

    private static OutboxEvent Event(SetState stored, SetState payload, OutboxSettings outbox, string appId, TraceContext trace, TimeProvider clock)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in stored.Metadata)
        {
            if (name is not ("id" or "data" or "data_base64" or "topic" or "pubsubname" or "contentType" or "partitionKey"))
            {
                fields[name] = value;
            }
        }
        var contentType = payload.Metadata.GetValueOrDefault("contentType");
        var id = $"outbox-{Guid.NewGuid()}";
        var envelope = CloudEventEnvelope.Wrap(payload.Value, contentType, new CloudEventOrigin(appId, outbox.PubSub, outbox.Topic, trace), fields,
            id, clock.GetUtcNow());
        return new OutboxEvent(id, appId, outbox.PubSub, outbox.Topic, stored.Metadata.GetValueOrDefault("partitionKey"), envelope);
    }
}
