using System.Text;
using System.Text.Json;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>CloudEvents as the AppCallback service's messages.</summary>
/// <remarks>Contract: dapr/dapr pkg/runtime/pubsub/subscriptions.go GRPCEnvelopeFromSubscriptionMessage.</remarks>
internal static class TopicEvents
{
    private static readonly HashSet<string> Attributes = ["id", "source", "datacontenttype", "type", "specversion", "data", "data_base64"];

    public static TopicEventRequest ToProto(EventDelivery delivery)
    {
        var request = new TopicEventRequest
        {
            Id = delivery.Field("id"),
            Source = delivery.Field("source"),
            Type = delivery.Field("type"),
            SpecVersion = delivery.Field("specversion"),
            DataContentType = delivery.Field("datacontenttype"),
            Topic = delivery.Subscription.Topic,
            PubsubName = delivery.Subscription.PubSub,
            Path = delivery.Path,
            Data = Data(delivery),
            Extensions = new Struct(),
        };
        foreach (var field in delivery.CloudEvent.EnumerateObject())
            if (!Attributes.Contains(field.Name)) request.Extensions.Fields[field.Name] = JsonParser.Default.Parse<Value>(field.Value.GetRawText());
        return request;
    }

    public static TopicEventBulkRequest ToProto(BulkDelivery delivery)
    {
        var request = new TopicEventBulkRequest
        {
            Id = Guid.NewGuid().ToString(),
            Topic = delivery.Subscription.Topic,
            PubsubName = delivery.Subscription.PubSub,
            Type = "com.dapr.event.sent.bulk",
            Path = delivery.Path,
        };
        foreach (var item in delivery.Events)
        {
            var entry = new TopicEventBulkRequestEntry { EntryId = item.EntryId,
                ContentType = delivery.Subscription.RawPayload ? "application/octet-stream" : MediaType.CloudEvent };
            if (delivery.Subscription.RawPayload) entry.Bytes = Data(item);
            else entry.CloudEvent = ToCloudEvent(item);
            foreach (var (name, value) in item.Metadata) entry.Metadata[name] = value;
            request.Entries.Add(entry);
        }
        return request;
    }

    private static TopicEventCERequest ToCloudEvent(EventDelivery delivery)
    {
        var single = ToProto(delivery);
        return new TopicEventCERequest { Id = single.Id, Source = single.Source, Type = single.Type, SpecVersion = single.SpecVersion,
            DataContentType = single.DataContentType, Data = single.Data, Extensions = single.Extensions };
    }

    private static ByteString Data(EventDelivery delivery)
    {
        if (delivery.CloudEvent.TryGetProperty("data_base64", out var base64) && base64.ValueKind == JsonValueKind.String)
            return ByteString.CopyFrom(base64.GetBytesFromBase64());
        if (!delivery.CloudEvent.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null) return ByteString.Empty;
        var text = data.ValueKind == JsonValueKind.String && !MediaType.IsJson(delivery.Field("datacontenttype")) ? data.GetString()! : data.GetRawText();
        return ByteString.CopyFrom(text, Encoding.UTF8);
    }
}
