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
        api.MapGet("/traces", (string[]? resource, bool? hasError, string? search, int? limit, double? minDurationMs, double? since, double? until) =>
        {
            var found = TelemetryApi.FindTraces(store, resource, hasError, search).ConvertAll(Summarize);
            found.RemoveAll(t => t.DurationMs < (minDurationMs ?? 0) || t.Start < (since ?? 0) || t.Start > (until ?? double.MaxValue));
            found.Reverse();
            return Results.Ok(new { total = found.Count, traces = found.Take(TelemetryApi.Limit(limit, 200)) });
        });

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
