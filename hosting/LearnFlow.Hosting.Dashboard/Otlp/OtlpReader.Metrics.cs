using LearnFlow.Hosting.Dashboard.Otlp.Wire;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Hosting.Dashboard.Otlp;

internal sealed partial class OtlpReader
{
    private const int Delta = 1;

    /// <summary>Stores points of metrics.</summary>
    /// <returns>How many were refused.</returns>
    public int Take(ExportMetricsServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (from resource in request.ResourceMetrics
                let origin = ToOrigin(resource.Resource)
                from scope in resource.ScopeMetrics
                from metric in scope.Metrics
                select Take(origin, Share(scope.Scope?.Name), metric)).Sum();
    }

    private int Take(Origin origin, string scope, Metric metric)
    {
        Instrument Named(InstrumentKind kind, bool isMonotonic = false) => new(origin, scope, Share(metric.Name), Share(metric.Unit), Share(metric.Description), kind, isMonotonic);
        return metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Count(p => !Add(Named(InstrumentKind.Gauge), p, isDelta: false)),
            Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Count(p => !Add(Named(InstrumentKind.Sum, metric.Sum.IsMonotonic), p, metric.Sum.AggregationTemporality == Delta)),
            Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Count(p => !Add(Named(InstrumentKind.Histogram), p, metric.Histogram.AggregationTemporality == Delta)),
            Metric.DataOneofCase.ExponentialHistogram =>
                metric.ExponentialHistogram.DataPoints.Count(p => !Add(Named(InstrumentKind.Histogram), p, metric.ExponentialHistogram.AggregationTemporality == Delta)),
            Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Count(p => !Add(Named(InstrumentKind.Summary), p)),
            _ => 0,
        };
    }

    private bool Add(Instrument instrument, NumberDataPoint point, bool isDelta)
    {
        var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
        return store.Metrics.Add(instrument, ToValues(point.Attributes), new(point.TimeUnixNano, point.TimeUnixNano, value), isDelta, ToExemplars(point.Exemplars));
    }

    private bool Add(Instrument instrument, HistogramDataPoint point, bool isDelta) =>
        store.Metrics.Add(
            instrument,
            ToValues(point.Attributes),
            new(point.TimeUnixNano, point.TimeUnixNano, point.Sum, point.Count, [.. point.BucketCounts], [.. point.ExplicitBounds]),
            isDelta,
            ToExemplars(point.Exemplars));

    /// <summary>Buckets of an exponential histogram end at base^(offset + i + 1), with base = 2^(2^-scale) (data model, "ExponentialHistogram").</summary>
    private bool Add(Instrument instrument, ExponentialHistogramDataPoint point, bool isDelta)
    {
        double Bound(int index) => Math.Pow(2, index * Math.Pow(2, -point.Scale));
        var negative = point.Negative?.BucketCounts.Select((count, i) => (Bound: -Bound(point.Negative.Offset + i), Count: count)).Reverse() ?? [];
        var positive = point.Positive?.BucketCounts.Select((count, i) => (Bound: Bound(point.Positive.Offset + i + 1), Count: count)) ?? [];
        var buckets = negative.Append((Bound: 0, Count: point.ZeroCount)).Concat(positive).ToArray();
        return store.Metrics.Add(
            instrument,
            ToValues(point.Attributes),
            new(point.TimeUnixNano, point.TimeUnixNano, point.Sum, point.Count, [.. buckets.Select(b => b.Count), 0], [.. buckets.Select(b => b.Bound)]),
            isDelta,
            ToExemplars(point.Exemplars));
    }

    private bool Add(Instrument instrument, SummaryDataPoint point) =>
        store.Metrics.Add(instrument, ToValues(point.Attributes), new(point.TimeUnixNano, point.TimeUnixNano, point.Sum, point.Count), isDelta: false, []);

    private IEnumerable<MetricExemplar> ToExemplars(IEnumerable<Exemplar> exemplars) =>
        from e in exemplars
        where !e.TraceId.IsEmpty
        select new MetricExemplar(e.TimeUnixNano, e.ValueCase == Exemplar.ValueOneofCase.AsInt ? e.AsInt : e.AsDouble, Hex(e.TraceId), Hex(e.SpanId));
}
