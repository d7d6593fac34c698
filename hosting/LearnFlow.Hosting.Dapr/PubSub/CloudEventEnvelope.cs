using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LearnFlow.Hosting.Dapr.PubSub;

/// <summary>Where an event comes from.</summary>
/// <param name="AppId">The publishing app: the event's default <c>source</c>.</param>
/// <param name="PubSub">The component: <c>pubsubname</c>.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Trace">The publisher's trace.</param>
internal readonly record struct CloudEventOrigin(string AppId, string PubSub, string Topic, TraceContext Trace);

/// <summary>Writes CloudEvents 1.0 in JSON as Dapr does.</summary>
/// <remarks>Contract: components-contrib pubsub/envelope.go and dapr/dapr pkg/runtime/pubsub/cloudevents.go.</remarks>
internal static class CloudEventEnvelope
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An envelope around published data; an event that is a CloudEvent already keeps its own fields.</summary>
    /// <exception cref="JsonException">The content type says CloudEvent but the data is no JSON object.</exception>
    public static byte[] Create(ReadOnlyMemory<byte> data, string? contentType, CloudEventOrigin origin, IReadOnlyDictionary<string, string> metadata, DateTimeOffset now)
    {
        var expiration = Expiration(metadata, now);
        if (MediaType.IsCloudEvent(contentType)) return Complete(data, origin, expiration, now);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in metadata)
        {
            if (!name.StartsWith("cloudevent.", StringComparison.OrdinalIgnoreCase)) continue;
            var field = name["cloudevent.".Length..].ToLowerInvariant();
            if (field is "id" or "source" or "type" or "subject" or "traceid" or "traceparent" or "tracestate") fields[field] = value;
        }
        if (expiration is not null) fields["expiration"] = expiration;
        return Wrap(data, contentType, origin, fields, fields.GetValueOrDefault("id") ?? Guid.NewGuid().ToString(), now);
    }

    /// <summary>A new event with the given fields laid over Dapr's own.</summary>
    public static byte[] Wrap(ReadOnlyMemory<byte> data, string? contentType, CloudEventOrigin origin, IReadOnlyDictionary<string, string> fields, string id, DateTimeOffset now)
    {
        contentType = string.IsNullOrEmpty(contentType) ? "text/plain" : contentType;
        var trace = fields.GetValueOrDefault("traceparent") ?? fields.GetValueOrDefault("traceid") ?? origin.Trace.TraceParent;
        var buffer = new ArrayBufferWriter<byte>(data.Length + 512);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("specversion", "1.0");
        json.WriteString("datacontenttype", contentType);
        json.WriteString("source", fields.GetValueOrDefault("source") ?? origin.AppId);
        json.WriteString("type", fields.GetValueOrDefault("type") ?? "com.dapr.event.sent");
        json.WriteString("topic", origin.Topic);
        json.WriteString("pubsubname", origin.PubSub);
        json.WriteString("time", fields.GetValueOrDefault("time") ?? Rfc3339(now));
        json.WriteString("traceid", trace);
        json.WriteString("traceparent", trace);
        json.WriteString("tracestate", fields.GetValueOrDefault("tracestate") ?? origin.Trace.TraceState);
        foreach (var (name, value) in fields)
            if (name is not ("id" or "source" or "type" or "time" or "traceid" or "traceparent" or "tracestate" or "specversion" or "datacontenttype")) json.WriteString(name, value);
        WriteData(json, data, contentType);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The event a subscriber with <c>rawPayload</c> sees: the bytes in base64, a new id.</summary>
    public static byte[] FromRawPayload(ReadOnlyMemory<byte> data, string pubsub, string topic, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        json.WriteString("id", Guid.NewGuid().ToString());
        json.WriteString("specversion", "1.0");
        json.WriteString("datacontenttype", "application/octet-stream");
        json.WriteString("source", "Dapr");
        json.WriteString("type", "com.dapr.event.sent");
        json.WriteString("topic", topic);
        json.WriteString("pubsubname", pubsub);
        foreach (var field in (ReadOnlySpan<string>)["traceid", "traceparent", "tracestate"])
            if (metadata.TryGetValue(field, out var value)) json.WriteString(field, value);
        json.WriteBase64String("data_base64", data.Span);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Complete(ReadOnlyMemory<byte> data, CloudEventOrigin origin, string? expiration, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(data);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("a CloudEvent is a JSON object");
        var buffer = new ArrayBufferWriter<byte>(data.Length + 256);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        var root = document.RootElement;
        json.WriteStartObject();
        foreach (var field in root.EnumerateObject())
            if (field.Name is not ("topic" or "pubsubname") && !(field.Name == "expiration" && expiration is not null)) field.WriteTo(json);
        json.WriteString("topic", origin.Topic);
        json.WriteString("pubsubname", origin.PubSub);
        Default("time", Rfc3339(now));
        Default("source", "Dapr");
        Default("type", "com.dapr.event.sent");
        Default("specversion", "1.0");
        if (!root.TryGetProperty("traceid", out _))
        {
            json.WriteString("traceid", origin.Trace.TraceParent);
            if (!root.TryGetProperty("traceparent", out _)) json.WriteString("traceparent", origin.Trace.TraceParent);
        }
        Default("tracestate", origin.Trace.TraceState);
        if (expiration is not null) json.WriteString("expiration", expiration);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();

        void Default(string name, string value)
        {
            if (!root.TryGetProperty(name, out var present) || present.ValueKind == JsonValueKind.Null) json.WriteString(name, value);
        }
    }

    // JSON stays JSON, binary becomes base64, everything else (and JSON that does not parse) a string.
    private static void WriteData(Utf8JsonWriter json, ReadOnlyMemory<byte> data, string contentType)
    {
        if (MediaType.IsJson(contentType) && IsJson(data.Span))
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data.Span, skipInputValidation: true);
        }
        else if (MediaType.IsBinary(contentType)) json.WriteBase64String("data_base64", data.Span);
        else json.WriteString("data", Encoding.UTF8.GetString(data.Span));
    }

    private static bool IsJson(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        try
        {
            while (reader.Read()) { }
            return data.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Expiration(IReadOnlyDictionary<string, string> metadata, DateTimeOffset now) =>
        metadata.GetValueOrDefault("ttlInSeconds") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? Rfc3339(now.AddSeconds(Math.Min(seconds, int.MaxValue))) : null;

    private static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
