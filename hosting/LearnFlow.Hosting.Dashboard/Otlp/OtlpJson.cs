using System.Text.Encodings.Web;
using System.Text.Json;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Hosting.Dashboard.Otlp;

/// <summary>Writes records in OTLP's JSON form: ids in hexadecimal, 64-bit numbers as text (OTLP, "JSON Protobuf Encoding").</summary>
internal static partial class OtlpJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"resourceSpans":[…]}</c></summary>
    public static void WriteSpans(Utf8JsonWriter json, IEnumerable<SpanRecord> spans) => Write(json, "resourceSpans", "scopeSpans", "spans", spans, s => s.Scope, WriteSpan);

    /// <summary><c>{"resourceLogs":[…]}</c></summary>
    public static void WriteLogs(Utf8JsonWriter json, IEnumerable<LogEntry> logs) => Write(json, "resourceLogs", "scopeLogs", "logRecords", logs, l => l.Scope, WriteLog);

    /// <summary>One record as a line.</summary>
    public static byte[] Line<T>(T record, Action<Utf8JsonWriter, IEnumerable<T>> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json, [record]);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Write<T>(Utf8JsonWriter json, string resources, string scopes, string name, IEnumerable<T> records, Func<T, string> scope, Action<Utf8JsonWriter, T> write)
        where T : ITelemetryRecord
    {
        json.WriteStartObject();
        json.WriteStartArray(resources);
        foreach (var ofOrigin in records.GroupBy(r => r.Origin.Key))
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            WriteAttributes(json, ofOrigin.First().Origin.Attributes);
            json.WriteEndObject();
            json.WriteStartArray(scopes);
            foreach (var ofScope in ofOrigin.GroupBy(scope))
            {
                json.WriteStartObject();
                json.WriteStartObject("scope");
                json.WriteString("name", ofScope.Key);
                json.WriteEndObject();
                json.WriteStartArray(name);
                foreach (var record in ofScope)
                    write(json, record);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, SpanRecord span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId);
        json.WriteString("spanId", span.SpanId);
        if (span.ParentSpanId.Length > 0)
            json.WriteString("parentSpanId", span.ParentSpanId);
        json.WriteString("name", span.Name);
        json.WriteNumber("kind", (int)span.Kind);
        WriteNumberText(json, "startTimeUnixNano", span.Start);
        WriteNumberText(json, "endTimeUnixNano", span.End);
        WriteAttributes(json, span.Attributes);
        json.WriteStartArray("events");
        foreach (var e in span.Events)
        {
            json.WriteStartObject();
            WriteNumberText(json, "timeUnixNano", e.Time);
            json.WriteString("name", e.Name);
            WriteAttributes(json, e.Attributes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in span.Links)
        {
            json.WriteStartObject();
            json.WriteString("traceId", link.TraceId);
            json.WriteString("spanId", link.SpanId);
            WriteAttributes(json, link.Attributes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("status");
        if (span.StatusMessage.Length > 0)
            json.WriteString("message", span.StatusMessage);
        json.WriteNumber("code", (int)span.Status);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLog(Utf8JsonWriter json, LogEntry log)
    {
        json.WriteStartObject();
        WriteNumberText(json, "timeUnixNano", log.Time);
        json.WriteNumber("severityNumber", log.Severity);
        json.WriteString("severityText", log.Level);
        json.WritePropertyName("body");
        WriteValue(json, log.Body);
        WriteAttributes(json, log.Attributes);
        if (log.TraceId.Length > 0)
            json.WriteString("traceId", log.TraceId);
        if (log.SpanId.Length > 0)
            json.WriteString("spanId", log.SpanId);
        if (log.EventName.Length > 0)
            json.WriteString("eventName", log.EventName);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, TelemetryValue[] attributes)
    {
        json.WriteStartArray("attributes");
        WritePairs(json, attributes);
        json.WriteEndArray();
    }

    private static void WritePairs(Utf8JsonWriter json, TelemetryValue[] values)
    {
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("key", value.Name);
            json.WritePropertyName("value");
            WriteValue(json, value.Value);
            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case string text: json.WriteString("stringValue", text); break;
            case bool flag: json.WriteBoolean("boolValue", flag); break;
            case long number: WriteNumberText(json, "intValue", number); break;
            case double number when double.IsFinite(number): json.WriteNumber("doubleValue", number); break;
            case double number: json.WriteString("doubleValue", TelemetryValue.ToText(number)); break;
            case byte[] bytes: json.WriteBase64String("bytesValue", bytes); break;
            case TelemetryValue[] map:
                json.WriteStartObject("kvlistValue");
                json.WriteStartArray("values");
                WritePairs(json, map);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case object?[] list:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                foreach (var item in list)
                    WriteValue(json, item);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }
        json.WriteEndObject();
    }

    private static void WriteNumberText<T>(Utf8JsonWriter json, string name, T number) where T : IFormattable =>
        json.WriteString(name, number.ToString(null, System.Globalization.CultureInfo.InvariantCulture));
}
