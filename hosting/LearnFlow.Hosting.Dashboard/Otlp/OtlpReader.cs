using Google.Protobuf;
using Google.Protobuf.Collections;
using LearnFlow.Hosting.Dashboard.Otlp.Wire;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Hosting.Dashboard.Otlp;

/// <summary>Takes export requests of the OpenTelemetry Protocol into the store.</summary>
internal sealed partial class OtlpReader(TelemetryStore store)
{
    private readonly StringPool _texts = new();
    private readonly TelemetryLimits _limits = store.Limits;

    /// <summary>Stores spans.</summary>
    /// <returns>How many were refused.</returns>
    public int Take(ExportTraceServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Spans.Add(
        [
            .. from resource in request.ResourceSpans
               let origin = ToOrigin(resource.Resource)
               from scope in resource.ScopeSpans
               from span in scope.Spans
               where span.TraceId.Length > 0
               select ToSpan(origin, Share(scope.Scope?.Name), span),
        ]);
    }

    /// <inheritdoc cref="Take(ExportTraceServiceRequest)"/>
    public int Take(ExportLogsServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.Logs.Add(
        [
            .. from resource in request.ResourceLogs
               let origin = ToOrigin(resource.Resource)
               from scope in resource.ScopeLogs
               from log in scope.LogRecords
               select ToLog(origin, Share(scope.Scope?.Name), log),
        ]);
    }

    private SpanRecord ToSpan(Origin origin, string scope, Span span) => new()
    {
        Origin = origin,
        Scope = scope,
        TraceId = Hex(span.TraceId),
        SpanId = Hex(span.SpanId),
        ParentSpanId = Hex(span.ParentSpanId),
        Name = Cut(span.Name),
        Kind = (SpanKind)span.Kind,
        Start = span.StartTimeUnixNano,
        End = span.EndTimeUnixNano,
        Status = (SpanStatus)(span.Status?.Code ?? 0),
        StatusMessage = Cut(span.Status?.Message ?? ""),
        Attributes = ToValues(span.Attributes),
        Events = [.. span.Events.Take(_limits.Attributes).Select(e => new SpanEvent(e.TimeUnixNano, Cut(e.Name), ToValues(e.Attributes)))],
        Links = [.. span.Links.Take(_limits.Attributes).Select(l => new SpanLink(Hex(l.TraceId), Hex(l.SpanId), ToValues(l.Attributes)))],
    };

    private LogEntry ToLog(Origin origin, string scope, LogRecord log) => new()
    {
        Origin = origin,
        Scope = scope,
        Time = log.TimeUnixNano != 0 ? log.TimeUnixNano : log.ObservedTimeUnixNano,
        Severity = Math.Clamp(log.SeverityNumber, 0, 24),
        SeverityText = Share(log.SeverityText),
        Body = ToValue(log.Body),
        TraceId = Hex(log.TraceId),
        SpanId = Hex(log.SpanId),
        EventName = Share(log.EventName),
        Attributes = ToValues(log.Attributes),
    };

    private Origin ToOrigin(Resource? resource)
    {
        var attributes = ToValues(resource?.Attributes ?? []);
        return new(
            TelemetryValue.Find(attributes, "service.name") as string ?? "unknown_service",
            TelemetryValue.Find(attributes, "service.instance.id") as string ?? "",
            attributes);
    }

    private TelemetryValue[] ToValues(RepeatedField<KeyValue> values)
    {
        if (values.Count == 0)
            return [];
        var result = new TelemetryValue[Math.Min(values.Count, _limits.Attributes)];
        for (var i = 0; i < result.Length; i++)
            result[i] = new(Share(values[i].Key), ToValue(values[i].Value));
        return result;
    }

    private object? ToValue(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Cut(value.StringValue),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue,
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToByteArray(),
        AnyValue.ValueOneofCase.ArrayValue => value.ArrayValue.Values.Take(_limits.Attributes).Select(ToValue).ToArray(),
        AnyValue.ValueOneofCase.KvlistValue => ToValues(value.KvlistValue.Values),
        _ => null,
    };

    private string Share(string? text) => text is { Length: > 0 } ? _texts.Share(Cut(text)) : "";

    private string Cut(string text) => text.Length > _limits.TextLength ? text[.._limits.TextLength] + "…" : _texts.Share(text);

    private string Hex(ByteString id) => id.IsEmpty ? "" : _texts.Share(Convert.ToHexStringLower(id.Span));
}
