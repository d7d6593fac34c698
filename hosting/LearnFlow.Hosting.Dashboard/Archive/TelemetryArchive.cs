using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LearnFlow.Hosting.Dashboard.Otlp;
using LearnFlow.Hosting.Dashboard.Otlp.Wire;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Hosting.Dashboard.Archive;

/// <summary>
/// Telemetry as a zip of OTLP JSON, a file for each signal of each sender: <c>traces/NAME.json</c>, <c>structuredlogs/NAME.json</c>,
/// <c>metrics/NAME.json</c>. The stock dashboard exports and imports the same form.
/// </summary>
internal sealed class TelemetryArchive(TelemetryStore store, OtlpReader reader)
{
    /// <summary>Of a file inside, unpacked.</summary>
    private const long MaxFileBytes = 256L * 1024 * 1024;

    /// <summary>Adds everything that is kept.</summary>
    public void Write(ZipArchive zip)
    {
        foreach (var origin in store.Origins())
        {
            bool isOrigin(Origin other) => other.Key == origin.Key;
            var name = FileName(origin.Key);
            if (store.Spans.Find(isOrigin, _ => true).Records is { Count: > 0 } spans)
                Add(zip, $"traces/{name}.json", json => OtlpJson.WriteSpans(json, spans));
            if (store.Logs.Find(isOrigin, _ => true).Records is { Count: > 0 } logs)
                Add(zip, $"structuredlogs/{name}.json", json => OtlpJson.WriteLogs(json, logs));
            if (store.Metrics.Instruments().Any(i => isOrigin(i.Instrument.Origin)))
                Add(zip, $"metrics/{name}.json", json => OtlpJson.WriteMetrics(json, origin, store.Metrics));
        }
    }

    /// <summary>Takes every OTLP JSON file of a zip into the store, wherever in it the file lies; other files are passed over.</summary>
    /// <returns>How many records were refused.</returns>
    /// <exception cref="InvalidDataException">No zip, a file that is too large, or one that cannot be read; the sentence names it.</exception>
    public async Task<int> ReadAsync(Stream content, CancellationToken cancellation)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read);
        var refused = 0;
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            if (entry.Length > MaxFileBytes)
                throw new InvalidDataException($"{entry.FullName} is larger than {MaxFileBytes} bytes.");
            try
            {
                await using var file = await entry.OpenAsync(cancellation);
                if (await JsonNode.ParseAsync(file, cancellationToken: cancellation) is JsonObject telemetry)
                    refused += Take(telemetry);
            }
            catch (Exception unreadable) when (unreadable is JsonException or InvalidProtocolBufferException or InvalidJsonException or FormatException)
            {
                throw new InvalidDataException($"{entry.FullName} is no OTLP JSON: {unreadable.Message}", unreadable);
            }
        }
        return refused;
    }

    /// <summary>A name that is a file's everywhere.</summary>
    public static string FileName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));

    /// <summary>Adds a file of JSON.</summary>
    public static void Add(ZipArchive zip, string name, Action<Utf8JsonWriter> write)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var json = new Utf8JsonWriter(entry, OtlpJson.Options);
        write(json);
    }

    private int Take(JsonObject telemetry) =>
        Take(telemetry, "resourceSpans", ExportTraceServiceRequest.Parser, reader.Take)
        + Take(telemetry, "resourceLogs", ExportLogsServiceRequest.Parser, reader.Take)
        + Take(telemetry, "resourceMetrics", ExportMetricsServiceRequest.Parser, reader.Take);

    private static int Take<T>(JsonObject telemetry, string signal, MessageParser<T> parser, Func<T, int> take) where T : IMessage<T>, new() =>
        telemetry.TryGetPropertyValue(signal, out var records) && telemetry.Remove(signal) ? take(OtlpHttp.ReadJson(new JsonObject { [signal] = records }, parser)) : 0;
}
