using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary><c>GET /api/metrics</c>: the instruments; <c>GET /api/metrics/series</c>: the values of one, with percentiles of histograms and exemplars.</summary>
internal static class MetricsApi
{
    private const int DefaultMinutes = 5;
    private static readonly double[] s_percentiles = [50, 90, 99];

    public static void MapMetrics(this IEndpointRouteBuilder api, TelemetryStore store, TimeProvider clock)
    {
        api.MapGet("/metrics", (string[]? resource) =>
        {
            var origin = TelemetryApi.Named(resource);
            return Results.Ok(
                from i in store.Metrics.Instruments()
                where origin(i.Instrument.Origin)
                orderby i.Instrument.Origin.Key, i.Instrument.Scope, i.Instrument.Name
                select new
                {
                    resource = i.Instrument.Origin.Key,
                    scope = i.Instrument.Scope,
                    name = i.Instrument.Name,
                    unit = i.Instrument.Unit,
                    description = i.Instrument.Description,
                    kind = i.Instrument.Kind.ToString(),
                    series = i.Series,
                });
        });
        api.MapGet("/metrics/series", (string resource, string name, string? scope, double? minutes) =>
        {
            var origin = TelemetryApi.Named([resource]);
            var since = (ulong)((clock.GetUtcNow() - TimeSpan.FromMinutes(Math.Clamp(minutes ?? DefaultMinutes, 0.1, 24 * 60))).ToUnixTimeMilliseconds() * 1_000_000L);
            return Results.Ok(store.Metrics.Read(
                i => i.Name == name && (scope is null || i.Scope == scope) && origin(i.Origin),
                (i, series) => new
                {
                    attributes = series.Attributes.ToDictionary(a => a.Name, a => a.Text),
                    points = Points(i, [.. series.Points], since),
                    exemplars = series.Exemplars.Where(e => e.Time >= since).Select(e => new { time = e.Time / 1e6, value = e.Value, traceId = e.TraceId, spanId = e.SpanId }).ToArray(),
                }));
        });
    }

    /// <summary>Of a histogram each point tells of the measurements since the point before it.</summary>
    private static object[] Points(Instrument instrument, MetricPoint[] points, ulong since)
    {
        var first = Array.FindIndex(points, p => p.Until >= since);
        if (first < 0)
            return [];
        var result = new List<object>();
        for (var i = first; i < points.Length; i++)
        {
            var point = points[i];
            var before = i > 0 ? points[i - 1] : null;
            if (instrument.Kind == InstrumentKind.Histogram)
                result.Add(Histogram(point, before));
            else
                result.Add(new { time = point.Time / 1e6, until = point.Until / 1e6, value = point.Value });
        }
        return [.. result];
    }

    private static object Histogram(MetricPoint point, MetricPoint? before)
    {
        // Fewer measurements than before: the process was started anew.
        var continues = before?.Buckets is { } old && old.Length == point.Buckets?.Length && before.Count <= point.Count;
        var buckets = continues ? point.Buckets!.Zip(before!.Buckets!, (now, then) => now - then).ToArray() : point.Buckets ?? [];
        var count = point.Count - (continues ? before!.Count : 0);
        var percentiles = s_percentiles.ToDictionary(p => $"p{p}", p => Percentile(buckets, point.Bounds ?? [], p));
        return new { time = point.Time / 1e6, until = point.Until / 1e6, count, sum = point.Value - (continues ? before!.Value : 0), percentiles };
    }

    /// <summary>The upper bound of the bucket that holds the percentile, interpolated inside it; null without measurements.</summary>
    internal static double? Percentile(ulong[] buckets, double[] bounds, double percentile)
    {
        var total = buckets.Aggregate(0UL, (sum, b) => sum + b);
        if (total == 0 || bounds.Length == 0)
            return null;
        var wanted = total * percentile / 100;
        var seen = 0.0;
        for (var i = 0; i < buckets.Length; i++)
        {
            if (buckets[i] > 0 && seen + buckets[i] >= wanted)
            {
                if (i >= bounds.Length)
                    return bounds[^1];
                var low = i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1];
                return low + (bounds[i] - low) * ((wanted - seen) / buckets[i]);
            }
            seen += buckets[i];
        }
        return bounds[^1];
    }
}
