namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>Everything that was received: three signals, each bounded.</summary>
internal sealed class TelemetryStore(TelemetryLimits limits)
{
    public TelemetryLimits Limits { get; } = limits;

    public SpanStore Spans { get; } = new(limits);

    public RecordStore<LogEntry> Logs { get; } = new(limits.LogsPerOrigin, limits);

    public MetricStore Metrics { get; } = new(limits);

    /// <summary>Everybody who has sent something that is still kept.</summary>
    public IReadOnlyList<Origin> Origins() =>
    [
        .. Spans.Kept().Concat(Logs.Kept()).Select(k => k.Origin).Concat(Metrics.Instruments().Select(i => i.Instrument.Origin))
            .DistinctBy(o => o.Key).OrderBy(o => o.Key, StringComparer.Ordinal),
    ];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Spans.Clear();
        Logs.Clear();
        Metrics.Clear();
    }
}
