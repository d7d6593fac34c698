using System.Globalization;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Hosting.Dashboard.Search;

/// <summary>What a search finds in spans and in logs.</summary>
internal static class RecordSearch
{
    /// <summary>A test for spans; null when everything matches.</summary>
    public static Func<SpanRecord, bool>? Spans(string? search)
    {
        var query = SearchQuery.Parse(search, key => Field((SpanRecord?)null, key) is not null);
        return query.IsEmpty ? null : span => query.Matches(Texts(span), key => Field(span, key), key => Attribute(span.Attributes, span.Origin, key));
    }

    /// <summary>A test for logs; null when everything matches.</summary>
    public static Func<LogEntry, bool>? Logs(string? search)
    {
        var query = SearchQuery.Parse(search, key => Field((LogEntry?)null, key) is not null);
        return query.IsEmpty ? null : log => query.Matches(Texts(log), key => Field(log, key), key => Attribute(log.Attributes, log.Origin, key));
    }

    private static string? Field(SpanRecord? span, string key) => key switch
    {
        "name" => span?.Name ?? "",
        "resource" => span?.Origin.Key ?? "",
        "scope" or "source" => span?.Scope ?? "",
        "status" => span?.Status.ToString() ?? "",
        "kind" => span?.Kind.ToString() ?? "",
        "trace-id" or "traceid" => span?.TraceId ?? "",
        "span-id" or "spanid" => span?.SpanId ?? "",
        "duration" => (span?.DurationMs ?? 0).ToString(CultureInfo.InvariantCulture),
        "timestamp" => (span?.Start ?? 0).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Field(LogEntry? log, string key) => key switch
    {
        "severity" or "level" => log?.Level ?? "",
        "resource" => log?.Origin.Key ?? "",
        "scope" or "category" => log?.Scope ?? "",
        "message" or "msg" => log?.Message ?? "",
        "trace-id" or "traceid" => log?.TraceId ?? "",
        "span-id" or "spanid" => log?.SpanId ?? "",
        "event" => log?.EventName ?? "",
        "timestamp" => (log?.Time ?? 0).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Attribute(TelemetryValue[] attributes, Origin origin, string name) =>
        (TelemetryValue.Find(attributes, name) ?? TelemetryValue.Find(origin.Attributes, name)) is { } value ? TelemetryValue.ToText(value) : null;

    private static IEnumerable<string> Texts(SpanRecord span) =>
        [span.Name, span.Origin.Key, span.Scope, span.TraceId, span.SpanId, span.StatusMessage, .. span.Attributes.Select(a => a.Text)];

    private static IEnumerable<string> Texts(LogEntry log) =>
        [log.Message, log.Origin.Key, log.Scope, log.TraceId, log.SpanId, log.EventName, .. log.Attributes.Select(a => a.Text)];
}
