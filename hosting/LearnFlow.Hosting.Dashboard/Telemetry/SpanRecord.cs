namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>OpenTelemetry's span kinds, by their number on the wire.</summary>
internal enum SpanKind { Unspecified, Internal, Server, Client, Producer, Consumer }

/// <summary>OpenTelemetry's span status, by its number on the wire.</summary>
internal enum SpanStatus { Unset, Ok, Error }

/// <summary>A span as stored. Times are nanoseconds since 1970 (UTC); ids are lower-case hexadecimal.</summary>
internal sealed record SpanRecord : ITelemetryRecord
{
    public long Number { get; set; }

    public required Origin Origin { get; init; }
    public required string Scope { get; init; }
    public required string TraceId { get; init; }
    public required string SpanId { get; init; }
    public string ParentSpanId { get; init; } = "";
    public required string Name { get; init; }
    public SpanKind Kind { get; init; }
    public ulong Start { get; init; }
    public ulong End { get; init; }
    public SpanStatus Status { get; init; }
    public string StatusMessage { get; init; } = "";
    public TelemetryValue[] Attributes { get; init; } = [];
    public SpanEvent[] Events { get; init; } = [];
    public SpanLink[] Links { get; init; } = [];

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMs => End > Start ? (End - Start) / 1e6 : 0;

    public int Size => 320 + TelemetryValue.Size(Attributes) + Events.Sum(e => 64 + TelemetryValue.Size(e.Attributes)) + Links.Sum(l => 160 + TelemetryValue.Size(l.Attributes));
}

/// <summary>Something that happened during a span.</summary>
internal sealed record SpanEvent(ulong Time, string Name, TelemetryValue[] Attributes);

/// <summary>Another span that this one has to do with.</summary>
internal sealed record SpanLink(string TraceId, string SpanId, TelemetryValue[] Attributes);
