using System.Buffers;
using System.Text.Json;
using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>The JSON of bulk deliveries and the app's answers to them.</summary>
/// <remarks>Contract: dapr/dapr pkg/runtime/subscription/bulksubscription.go; the answer is <c>{statuses:[{entryId,status}]}</c>.</remarks>
internal static class BulkEnvelope
{
    public static byte[] Write(Subscription subscription, IReadOnlyList<EventDelivery> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("id", Guid.NewGuid().ToString());
        json.WriteString("type", "com.dapr.event.sent.bulk");
        json.WriteString("topic", subscription.Topic);
        json.WriteString("pubsubname", subscription.PubSub);
        json.WriteStartObject("metadata");
        json.WriteString("pubsubName", subscription.PubSub);
        json.WriteEndObject();
        json.WriteStartArray("entries");
        foreach (var item in events)
        {
            json.WriteStartObject();
            json.WriteString("entryId", item.EntryId);
            json.WritePropertyName("event");
            if (subscription.RawPayload) json.WriteStringValue(item.Field("data_base64"));
            else json.WriteRawValue(item.Json.Span, skipInputValidation: true);
            json.WriteString("contentType", subscription.RawPayload ? "application/octet-stream" : MediaType.CloudEvent);
            json.WriteStartObject("metadata");
            foreach (var (name, value) in item.Metadata) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Answers by entry id. In bulk, unlike in single delivery, an entry without a status comes again.</summary>
    public static IReadOnlyDictionary<string, DeliveryResult> ReadAnswer(byte[] body)
    {
        var results = new Dictionary<string, DeliveryResult>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty("statuses", out var statuses)) return results;
            foreach (var entry in statuses.EnumerateArray())
            {
                var id = entry.TryGetProperty("entryId", out var name) ? name.GetString() : null;
                var status = entry.TryGetProperty("status", out var text) ? text.GetString() : null;
                if (id is not null) results[id] = string.IsNullOrEmpty(status) ? new(DeliveryOutcome.Retry, "no status") : Outcome(status);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Nothing is acknowledged: every entry comes again.
        }
        return results;
    }

    public static DeliveryResult Outcome(string? status) => status switch
    {
        null or "" or "SUCCESS" => new(DeliveryOutcome.Success),
        "DROP" => new(DeliveryOutcome.Drop, "the app answered DROP"),
        "RETRY" => new(DeliveryOutcome.Retry, "the app answered RETRY"),
        _ => new(DeliveryOutcome.Retry, $"the app answered the unknown status {status}"),
    };
}
