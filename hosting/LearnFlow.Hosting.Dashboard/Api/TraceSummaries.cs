using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary><c>GET /api/traces</c>: one line for each trace, newest first, for lists; the spans are under <c>/api/telemetry/traces/{id}</c>.</summary>
internal static class TraceSummaries
{
    /// <param name="TraceId">Hexadecimal id.</param>
    /// <param name="Name">Resource and name of the first span.</param>
    /// <param name="Start">Milliseconds since 1970 (UTC).</param>
    /// <param name="DurationMs">From the first span's start to the last one's end.</param>
    /// <param name="Spans">How many spans each resource has in it.</param>
    /// <param name="Errors">Spans that failed.</param>
    internal sealed record TraceSummary(string TraceId, string Name, double Start, double DurationMs, IReadOnlyDictionary<string, int> Spans, int Errors);

    public static void MapTraceSummaries(this IEndpointRouteBuilder api, TelemetryStore store) =>
        api.MapGet("/traces", (string[]? resource, bool? hasError, string? search, int? limit, double? minDurationMs, Moment? since, Moment? until, bool? probes) =>
        {
            var matches = TelemetryApi.TracesWith(resource, hasError, search);
            var hidden = 0;
            bool isHidden(SpanRecord[] spans)
            {
                var isHidden = probes != true && Probes.IsProbe(spans);
                hidden += isHidden ? 1 : 0;
                return isHidden;
            }
            var found = store.Spans.Traces(
                spans => matches(spans) && IsWithin(spans, minDurationMs ?? 0, since?.Milliseconds ?? 0, until?.Milliseconds ?? double.MaxValue) && !isHidden(spans),
                TelemetryApi.Limit(limit, 200));
            found.Records.Reverse();
            return Results.Ok(new { total = found.Total, hiddenProbes = hidden, traces = found.Records.ConvertAll(Summarize) });
        });

    private static bool IsWithin(SpanRecord[] spans, double minDurationMs, double since, double until)
    {
        var start = spans.Min(s => s.Start);
        return start / 1e6 >= since && start / 1e6 <= until && (minDurationMs <= 0 || (spans.Max(s => s.End) - (double)start) / 1e6 >= minDurationMs);
    }

    private static TraceSummary Summarize(List<SpanRecord> spans)
    {
        var root = spans.Find(s => s.ParentSpanId.Length == 0) ?? spans[0];
        var start = spans[0].Start;
        var end = Math.Max(start, spans.Max(s => s.End));
        return new(
            root.TraceId,
            $"{root.Origin.Name}: {root.Name}",
            start / 1e6,
            (end - start) / 1e6,
            spans.GroupBy(s => s.Origin.Name).ToDictionary(g => g.Key, g => g.Count()),
            spans.Count(s => s.Status == SpanStatus.Error));
    }
}
