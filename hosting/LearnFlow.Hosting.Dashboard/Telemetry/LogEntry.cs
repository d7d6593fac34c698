namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>A log record as stored. Time is nanoseconds since 1970 (UTC).</summary>
internal sealed record LogEntry : ITelemetryRecord
{
    public long Number { get; set; }

    public required Origin Origin { get; init; }

    /// <summary>The category of the logger.</summary>
    public required string Scope { get; init; }

    public ulong Time { get; init; }

    /// <summary>OpenTelemetry's severity number, 1 to 24; 0 when not given.</summary>
    public int Severity { get; init; }

    public string SeverityText { get; init; } = "";
    public object? Body { get; init; }
    public string TraceId { get; init; } = "";
    public string SpanId { get; init; } = "";
    public string EventName { get; init; } = "";
    public TelemetryValue[] Attributes { get; init; } = [];

    /// <summary>The message.</summary>
    public string Message => TelemetryValue.ToText(Body);

    /// <summary>.NET's name of the level.</summary>
    public string Level => Severity switch
    {
        0 => SeverityText.Length > 0 ? SeverityText : "Information",
        <= 4 => "Trace",
        <= 8 => "Debug",
        <= 12 => "Information",
        <= 16 => "Warning",
        <= 20 => "Error",
        _ => "Critical",
    };

    public int Size => 240 + 2 * Message.Length + TelemetryValue.Size(Attributes);
}
