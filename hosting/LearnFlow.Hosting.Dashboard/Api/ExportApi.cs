using System.IO.Compression;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Dashboard.Archive;
using LearnFlow.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// <c>GET /api/telemetry/export</c>: everything that is shown as a zip, telemetry with the resources (<c>resources/NAME.json</c>) and
/// their console logs (<c>consolelogs/NAME.txt</c>); <c>POST /api/telemetry/import</c> takes the telemetry of such a zip.
/// </summary>
internal static class ExportApi
{
    private const long MaxImportBytes = 256L * 1024 * 1024;

    public static void MapExport(this IEndpointRouteBuilder api, TelemetryArchive archive, ResourceStates states, ResourceLoggerService logs)
    {
        api.MapGet("/telemetry/export", async (HttpContext context) =>
        {
            using var buffer = new MemoryStream();
            using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            {
                archive.Write(zip);
                foreach (var resource in states.All())
                {
                    var name = TelemetryArchive.FileName(resource.ResourceId);
                    TelemetryArchive.Add(zip, $"resources/{name}.json", json => JsonSerializer.Serialize(json, ResourcesApi.View(resource), JsonSerializerOptions.Web));
                    await using var entry = new StreamWriter(zip.CreateEntry($"consolelogs/{name}.txt").Open());
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
                return Results.Ok(new { refused = await archive.ReadAsync(body, context.RequestAborted) });
            }
            catch (InvalidDataException unreadable)
            {
                return Results.Problem($"Send a zip that a dashboard exported: {unreadable.Message}", statusCode: StatusCodes.Status400BadRequest);
            }
        });
    }
}
