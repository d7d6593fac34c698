using System.IO.Compression;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Google.Protobuf;
using LearnFlow.Hosting.Dashboard.Hosting;
using LearnFlow.Hosting.Dashboard.Otlp;
using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// <c>GET /api/telemetry/export</c>: everything that is kept as a zip of OTLP JSON (<c>traces.json</c>, <c>logs.json</c>) and
/// console logs (<c>console/NAME.txt</c>); <c>POST /api/telemetry/import</c> takes traces and logs of such a zip.
/// </summary>
internal static class ExportApi
{
    private const long MaxImportBytes = 256L * 1024 * 1024;

    public static void MapExport(this IEndpointRouteBuilder api, TelemetryStore store, OtlpReader reader, ResourceStates states, ResourceLoggerService logs)
    {
        api.MapGet("/telemetry/export", async (HttpContext context) =>
        {
            using var buffer = new MemoryStream();
            using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            {
                Add(zip, "traces.json", json => OtlpJson.WriteSpans(json, store.Spans.Find(_ => true, _ => true)));
                Add(zip, "logs.json", json => OtlpJson.WriteLogs(json, store.Logs.Find(_ => true, _ => true)));
                foreach (var resource in states.All())
                {
                    await using var entry = new StreamWriter(zip.CreateEntry($"console/{resource.ResourceId}.txt").Open());
                    await foreach (var lines in logs.GetAllAsync(resource.ResourceId).WithCancellation(context.RequestAborted))
                    {
                        foreach (var line in lines)
                            await entry.WriteLineAsync(line.Content);
                    }
                }
            }
            context.Response.ContentType = "application/zip";
            context.Response.Headers.ContentDisposition = "attachment; filename=telemetry.zip";
            await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        });
        api.MapPost("/telemetry/import", async (HttpContext context) =>
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = MaxImportBytes;
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            try
            {
                using var zip = new ZipArchive(body, ZipArchiveMode.Read);
                var refused = 0;
                foreach (var entry in zip.Entries.Where(e => e.FullName is "traces.json" or "logs.json"))
                {
                    if (entry.Length > MaxImportBytes)
                        return Results.Problem($"{entry.FullName} is larger than {MaxImportBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
                    await using var content = await entry.OpenAsync(context.RequestAborted);
                    refused += entry.FullName == "traces.json"
                        ? reader.Take(await OtlpHttp.ReadJsonAsync(content, Otlp.Wire.ExportTraceServiceRequest.Parser, context.RequestAborted))
                        : reader.Take(await OtlpHttp.ReadJsonAsync(content, Otlp.Wire.ExportLogsServiceRequest.Parser, context.RequestAborted));
                }
                return Results.Ok(new { refused });
            }
            catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or InvalidProtocolBufferException or InvalidJsonException or FormatException)
            {
                return Results.Problem($"The body is no zip that this dashboard exported: {unreadable.Message}", statusCode: StatusCodes.Status400BadRequest);
            }
        });
    }

    private static void Add(ZipArchive zip, string name, Action<Utf8JsonWriter> write)
    {
        using var entry = zip.CreateEntry(name).Open();
        using var json = new Utf8JsonWriter(entry, OtlpJson.Options);
        write(json);
    }
}
