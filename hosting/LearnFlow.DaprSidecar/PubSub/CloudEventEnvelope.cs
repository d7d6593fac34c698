using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LearnFlow.DaprSidecar.Http;

namespace LearnFlow.DaprSidecar.PubSub;

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
    public static byte[] Create(ReadOnlyMemory<byte> data, string? contentType, CloudEventOrigin origin, IReadOnlyDictionary<string, string> metadata,
        DateTimeOffset now)
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
    public static byte[] Wrap(ReadOnlyMemory<byte> data, string? contentType, CloudEventOrigin origin, IReadOnlyDictionary<string, string> fields, string id,
        DateTimeOffset now)
    {
        contentType = string.IsNullOrEmpty(contentType) ? "text/plain" : contentType;
        var trace = fields.GetValueOrDefault("traceparent") ?? fields.GetValueOrDefault("traceid") ?? origin.Trace.TraceParent;
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["source"] = origin.AppId,
            ["type"] = "com.dapr.event.sent",
            ["time"] = Rfc3339(now),
            ["tracestate"] = origin.Trace.TraceState,
        };
        foreach (var (name, value) in fields)
            texts[name] = value;
        texts["id"] = id;
        texts["specversion"] = "1.0";
        texts["datacontenttype"] = contentType;
        texts["topic"] = origin.Topic;
        texts["pubsubname"] = origin.PubSub;
        texts["traceid"] = texts["traceparent"] = trace;
        return Write(texts, json => WriteData(json, data, contentType), data.Length);
    }

    /// <summary>The event a subscriber with <c>rawPayload</c> sees: the bytes in base64, a new id.</summary>
    public static byte[] FromRawPayload(ReadOnlyMemory<byte> data, string pubsub, string topic, IReadOnlyDictionary<string, string> metadata)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["specversion"] = "1.0",
            ["datacontenttype"] = "application/octet-stream",
            ["source"] = "Dapr",
            ["type"] = "com.dapr.event.sent",
            ["topic"] = topic,
            ["pubsubname"] = pubsub,
        };
        foreach (var field in (ReadOnlySpan<string>)["traceid", "traceparent", "tracestate"])
            if (metadata.TryGetValue(field, out var value)) texts[field] = value;
        return Write(texts, json => json.WriteBase64String("data_base64", data.Span), data.Length * 4 / 3);
    }

    private static byte[] Complete(ReadOnlyMemory<byte> data, CloudEventOrigin origin, string? expiration, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(data);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("a CloudEvent is a JSON object");
        var given = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in document.RootElement.EnumerateObject())
            given[field.Name] = field.Value;
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["topic"] = origin.Topic, ["pubsubname"] = origin.PubSub };
        if (expiration is not null) texts["expiration"] = expiration;
        if (!given.ContainsKey("traceid"))
        {
            texts["traceid"] = origin.Trace.TraceParent;
            Default("traceparent", origin.Trace.TraceParent);
        }
        Default("time", Rfc3339(now));
        Default("source", "Dapr");
        Default("type", "com.dapr.event.sent");
        Default("specversion", "1.0");
        Default("tracestate", origin.Trace.TraceState);
        foreach (var name in texts.Keys)
            given.Remove(name);
        return Write(texts, json =>
        {
            foreach (var (name, value) in given)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
        }, data.Length);

        void Default(string name, string value)
        {
            if (!given.TryGetValue(name, out var present) || present.ValueKind == JsonValueKind.Null) texts[name] = value;
        }
    }

    // daprd writes an event's fields in alphabetical order, as Go's maps come out; its data is the first of them.
    private static byte[] Write(SortedDictionary<string, string> texts, Action<Utf8JsonWriter> writeData, int dataLength)
    {
        var buffer = new ArrayBufferWriter<byte>(dataLength + 640);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        writeData(json);
        foreach (var (name, value) in texts)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    // JSON stays JSON, binary becomes base64, everything else (and JSON that does not parse) a string.
    private static void WriteData(Utf8JsonWriter json, ReadOnlyMemory<byte> data, string contentType)
    {
        if (MediaType.IsJson(contentType) && DaprJson.IsJson(data.Span))
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data.Span, skipInputValidation: true);
        }
        else if (MediaType.IsBinary(contentType)) json.WriteBase64String("data_base64", data.Span);
        else json.WriteString("data", Encoding.UTF8.GetString(data.Span));
    }

    private static string? Expiration(IReadOnlyDictionary<string, string> metadata, DateTimeOffset now) =>
        metadata.GetValueOrDefault("ttlInSeconds") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
            ? Rfc3339(now.AddSeconds(Math.Min(seconds, int.MaxValue))) : null;

    private static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
