using System.Text.Json;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Hosting.Dashboard.Otlp;

internal static partial class OtlpJson
{
    private const int Cumulative = 2;

    /// <summary><c>{"resourceMetrics":[…]}</c> of one sender, cumulative.</summary>
    public static void WriteMetrics(Utf8JsonWriter json, Origin origin, MetricStore metrics)
    {
        var series = metrics.Read(i => i.Origin.Key == origin.Key, (i, s) => (Instrument: i, s.Attributes, Points: s.Points.ToArray(), Exemplars: s.Exemplars.ToArray()));
        json.WriteStartObject();
        json.WriteStartArray("resourceMetrics");
        json.WriteStartObject();
        json.WriteStartObject("resource");
        WriteAttributes(json, origin.Attributes);
        json.WriteEndObject();
        json.WriteStartArray("scopeMetrics");
        foreach (var ofScope in series.GroupBy(s => s.Instrument.Scope))
        {
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", ofScope.Key);
            json.WriteEndObject();
            json.WriteStartArray("metrics");
            foreach (var ofInstrument in ofScope.GroupBy(s => s.Instrument.Name))
            {
                var instrument = ofInstrument.First().Instrument;
                json.WriteStartObject();
                json.WriteString("name", instrument.Name);
                json.WriteString("description", instrument.Description);
                json.WriteString("unit", instrument.Unit);
                json.WriteStartObject(instrument.Kind.ToString().ToLowerInvariant());
                if (instrument.Kind is InstrumentKind.Sum or InstrumentKind.Histogram)
                    json.WriteNumber("aggregationTemporality", Cumulative);
                if (instrument.Kind is InstrumentKind.Sum)
                    json.WriteBoolean("isMonotonic", instrument.IsMonotonic);
                json.WriteStartArray("dataPoints");
                foreach (var (_, attributes, points, exemplars) in ofInstrument)
                {
                    foreach (var point in points)
                    {
                        WritePoint(json, instrument.Kind, attributes, point, point.Time, point == points[0] ? exemplars : []);
                        if (point.Until > point.Time)
                            WritePoint(json, instrument.Kind, attributes, point, point.Until, []);
                    }
                }
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, InstrumentKind kind, TelemetryValue[] attributes, MetricPoint point, ulong time, MetricExemplar[] exemplars)
    {
        json.WriteStartObject();
        WriteAttributes(json, attributes);
        WriteNumberText(json, "timeUnixNano", time);
        if (kind is InstrumentKind.Gauge or InstrumentKind.Sum)
            WriteDouble(json, "asDouble", point.Value);
        else
        {
            WriteNumberText(json, "count", point.Count);
            WriteDouble(json, "sum", point.Value);
        }
        if (point.Buckets is { } buckets)
        {
            json.WriteStartArray("bucketCounts");
            foreach (var bucket in buckets)
                json.WriteStringValue(bucket.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteEndArray();
            json.WriteStartArray("explicitBounds");
            foreach (var bound in point.Bounds ?? [])
                json.WriteNumberValue(bound);
            json.WriteEndArray();
        }
        if (exemplars.Length > 0)
        {
            json.WriteStartArray("exemplars");
            foreach (var exemplar in exemplars)
            {
                json.WriteStartObject();
                WriteNumberText(json, "timeUnixNano", exemplar.Time);
                WriteDouble(json, "asDouble", exemplar.Value);
                json.WriteString("traceId", exemplar.TraceId);
                json.WriteString("spanId", exemplar.SpanId);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, TelemetryValue.ToText(value));
    }
}
