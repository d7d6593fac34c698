namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>How much is kept. Each sender has its own bounds, so that a chatty one cannot wipe the others.</summary>
internal sealed record TelemetryLimits
{
    /// <summary>Spans kept of each sender.</summary>
    public int SpansPerOrigin { get; init; } = 20_000;

    /// <summary>Log records kept of each sender.</summary>
    public int LogsPerOrigin { get; init; } = 20_000;

    /// <summary>Memory of one signal of one sender, in bytes.</summary>
    public long BytesPerOrigin { get; init; } = 16 * 1024 * 1024;

    /// <summary>Senders kept; telemetry of further ones is refused.</summary>
    public int Origins { get; init; } = 200;

    /// <summary>Time series (an instrument with one set of attributes) kept of each sender.</summary>
    public int SeriesPerOrigin { get; init; } = 1_000;

    /// <summary>Points kept of each series.</summary>
    public int PointsPerSeries { get; init; } = 600;

    /// <summary>Attributes of one record; what is more is left out.</summary>
    public int Attributes { get; init; } = 128;

    /// <summary>Characters of one attribute or message; what is more is cut.</summary>
    public int TextLength { get; init; } = 16 * 1024;
}
