namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>What an instrument measures, as OpenTelemetry names it.</summary>
internal enum InstrumentKind { Gauge, Sum, Histogram, Summary }

/// <summary>An instrument of one sender.</summary>
/// <param name="Origin">The sender.</param>
/// <param name="Scope">The meter.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">Its unit (UCUM).</param>
/// <param name="Description">What it measures.</param>
/// <param name="Kind">How.</param>
/// <param name="IsMonotonic">Whether a sum only grows.</param>
internal sealed record Instrument(Origin Origin, string Scope, string Name, string Unit, string Description, InstrumentKind Kind, bool IsMonotonic);

/// <summary>
/// One value of a series, from <see cref="Time"/> until <see cref="Until"/> (nanoseconds since 1970): sums and histograms are
/// cumulative, whatever the sender's temporality.
/// </summary>
/// <param name="Time">When the value was first seen.</param>
/// <param name="Until">When it was last seen unchanged.</param>
/// <param name="Value">The value; of a histogram its sum.</param>
/// <param name="Count">How many measurements a histogram holds.</param>
/// <param name="Buckets">Measurements in each bucket; null unless a histogram.</param>
/// <param name="Bounds">Upper bounds of the buckets but the last.</param>
internal sealed record MetricPoint(ulong Time, ulong Until, double Value, ulong Count = 0, ulong[]? Buckets = null, double[]? Bounds = null)
{
    public bool IsSame(MetricPoint other) => Value.Equals(other.Value) && Count == other.Count;

    /// <summary>This point of a sender that reports what happened since the last one, added to what was before.</summary>
    public MetricPoint After(MetricPoint before) => this with
    {
        Value = before.Value + Value,
        Count = before.Count + Count,
        Buckets = Buckets is { } own && before.Buckets is { } old && own.Length == old.Length ? [.. own.Zip(old, (a, b) => a + b)] : Buckets,
    };
}

/// <summary>A measurement that leads to the trace in which it was made.</summary>
internal sealed record MetricExemplar(ulong Time, double Value, string TraceId, string SpanId);

/// <summary>The values of an instrument for one set of attributes.</summary>
internal sealed class MetricSeries(TelemetryValue[] attributes, int capacity)
{
    private const int ExemplarsKept = 50;
    private readonly LinkedList<MetricPoint> _points = new();
    private readonly Queue<MetricExemplar> _exemplars = new();

    public TelemetryValue[] Attributes { get; } = attributes;

    public IReadOnlyCollection<MetricPoint> Points => _points;

    public IReadOnlyCollection<MetricExemplar> Exemplars => _exemplars;

    public void Add(MetricPoint point, bool isDelta, IEnumerable<MetricExemplar> exemplars)
    {
        var last = _points.Last?.Value;
        if (isDelta && last is not null)
            point = point.After(last);

        // A value that stays is one point that lasts, so that an idle system does not push out its own history.
        if (last is not null && last.IsSame(point))
            _points.Last!.Value = last with { Until = point.Until };
        else
            _points.AddLast(point);
        if (_points.Count > capacity)
            _points.RemoveFirst();

        foreach (var exemplar in exemplars)
        {
            _exemplars.Enqueue(exemplar);
            if (_exemplars.Count > ExemplarsKept)
                _exemplars.Dequeue();
        }
    }
}
