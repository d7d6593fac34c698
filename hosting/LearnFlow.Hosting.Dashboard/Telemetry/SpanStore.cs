namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>The spans, and the traces that they make.</summary>
internal sealed class SpanStore(TelemetryLimits limits) : RecordStore<SpanRecord>(limits.SpansPerOrigin, limits)
{
    private readonly Dictionary<string, List<SpanRecord>> _traces = new(StringComparer.Ordinal);

    /// <summary>The spans of a trace by their start; empty when there is none of that id. An id may be shortened to its first characters (at least 7).</summary>
    public List<SpanRecord> Trace(string traceId) => Locked(() =>
    {
        var spans = _traces.GetValueOrDefault(traceId)
            ?? (traceId.Length >= 7 ? _traces.FirstOrDefault(t => t.Key.StartsWith(traceId, StringComparison.OrdinalIgnoreCase)).Value : null);
        return ByStart(spans ?? []);
    });

    /// <summary>The newest traces that match, each as its spans by their start; the trace that began last is last.</summary>
    public Found<List<SpanRecord>> Traces(Func<SpanRecord[], bool> matches, int limit = int.MaxValue)
    {
        // Sorting is what costs: only what is answered is sorted by start.
        var found = Locked(() => _traces.Values.Select(t => t.ToArray()).ToList());
        found.RemoveAll(spans => !matches(spans));
        found.Sort((a, b) => a[0].Start.CompareTo(b[0].Start));
        return new([.. found.Skip(Math.Max(0, found.Count - limit)).Select(ByStart)], found.Count);
    }

    protected override void Added(SpanRecord record)
    {
        if (!_traces.TryGetValue(record.TraceId, out var spans))
            _traces[record.TraceId] = spans = [];
        spans.Add(record);
    }

    protected override void Evicted(SpanRecord record)
    {
        var spans = _traces[record.TraceId];
        spans.Remove(record);
        if (spans.Count == 0)
            _traces.Remove(record.TraceId);
    }

    private static List<SpanRecord> ByStart(IEnumerable<SpanRecord> spans) => [.. spans.OrderBy(s => s.Start).ThenBy(s => s.Number)];
}
