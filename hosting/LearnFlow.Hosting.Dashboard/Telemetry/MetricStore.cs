namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>Instruments and their series.</summary>
internal sealed class MetricStore(TelemetryLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Origin, string Scope, string Name), StoredInstrument> _instruments = [];
    private readonly Dictionary<string, int> _seriesOfOrigin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private long _received;

    /// <summary>How many points have come.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>How many points of a sender were refused because it has too many series.</summary>
    public long Dropped(string origin)
    {
        lock (_lock)
            return _dropped.GetValueOrDefault(origin);
    }

    /// <summary>Stores a point.</summary>
    /// <returns>False when the sender has too many series.</returns>
    public bool Add(Instrument instrument, TelemetryValue[] attributes, MetricPoint point, bool isDelta, IEnumerable<MetricExemplar> exemplars)
    {
        lock (_lock)
        {
            _received++;
            var key = (instrument.Origin.Key, instrument.Scope, instrument.Name);
            if (!_instruments.TryGetValue(key, out var stored) || stored.Instrument.Kind != instrument.Kind)
                _instruments[key] = stored = new(instrument, []);

            var seriesKey = string.Join('\n', attributes.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => $"{a.Name}={a.Text}"));
            if (!stored.Series.TryGetValue(seriesKey, out var series))
            {
                var count = _seriesOfOrigin.GetValueOrDefault(instrument.Origin.Key);
                if (count >= limits.SeriesPerOrigin)
                {
                    _dropped[instrument.Origin.Key] = _dropped.GetValueOrDefault(instrument.Origin.Key) + 1;
                    return false;
                }
                _seriesOfOrigin[instrument.Origin.Key] = count + 1;
                stored.Series[seriesKey] = series = new(attributes, limits.PointsPerSeries);
            }
            series.Add(point, isDelta, exemplars);
            return true;
        }
    }

    /// <summary>All instruments with the number of their series.</summary>
    public IReadOnlyList<(Instrument Instrument, int Series)> Instruments()
    {
        lock (_lock)
            return [.. _instruments.Values.Select(i => (i.Instrument, i.Series.Count))];
    }

    /// <summary>Reads the series of the instruments that match, while nothing comes.</summary>
    public List<TResult> Read<TResult>(Func<Instrument, bool> matches, Func<Instrument, MetricSeries, TResult> read)
    {
        lock (_lock)
            return [.. from i in _instruments.Values where matches(i.Instrument) from s in i.Series.Values select read(i.Instrument, s)];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _instruments.Clear();
            _seriesOfOrigin.Clear();
            _dropped.Clear();
        }
    }

    private sealed record StoredInstrument(Instrument Instrument, Dictionary<string, MetricSeries> Series);
}
