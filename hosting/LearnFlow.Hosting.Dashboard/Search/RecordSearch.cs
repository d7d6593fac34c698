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
        return query.IsEmpty ? null : span => query.Matches(
            span,
            Holds,
            Field,
            static (s, key) => key switch { "duration" => s.DurationMs, "timestamp" => s.Start, _ => null },
            static (s, key) => Attribute(s.Attributes, s.Origin, key));
    }

    /// <summary>A test for logs; null when everything matches.</summary>
    public static Func<LogEntry, bool>? Logs(string? search)
    {
        var query = SearchQuery.Parse(search, key => Field((LogEntry?)null, key) is not null);
        return query.IsEmpty ? null : log => query.Matches(
            log,
            Holds,
            Field,
            static (l, key) => key is "timestamp" ? l.Time : null,
            static (l, key) => Attribute(l.Attributes, l.Origin, key));
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

    private static bool Holds(SpanRecord span, Word word) =>
        word.IsIn(span.Name) || Holds(span.Attributes, word) || word.IsIn(span.Origin.Key) || word.IsIn(span.Scope) || word.IsIn(span.StatusMessage)
        || word.IsInId(span.TraceId) || word.IsInId(span.SpanId);

    private static bool Holds(LogEntry log, Word word) =>
        word.IsIn(log.Message) || Holds(log.Attributes, word) || word.IsIn(log.Origin.Key) || word.IsIn(log.Scope) || word.IsIn(log.EventName)
        || word.IsInId(log.TraceId) || word.IsInId(log.SpanId);

    private static bool Holds(TelemetryValue[] attributes, Word word)
    {
        foreach (var attribute in attributes)
        {
            if (word.IsIn(attribute.Text))
                return true;
        }
        return false;
    }
}
