using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// What processes write, one JSON document a line: <c>GET /api/console</c> of all resources or of some, merged (a browser opens few
/// connections to one place, so a page cannot follow a hundred resources by itself), <c>GET /api/resources/{id}/logs</c> of one.
/// </summary>
internal static class ConsoleApi
{
    /// <summary>Lines that wait for a slow reader; what processes write is kept by the host, so they may wait too.</summary>
    private const int Waiting = 1000;

    private static readonly byte[] s_newLine = "\n"u8.ToArray();

    public static void MapConsole(this IEndpointRouteBuilder api, ResourceStates states, ResourceLoggerService logs)
    {
        api.MapGet("/console", (HttpContext context, string[]? resource, bool? follow) =>
            WriteAsync(context, states, logs, resource is { Length: > 0 } ? resource : null, follow == true));
        api.MapGet("/resources/{id}/logs", (HttpContext context, string id, bool? follow) => WriteAsync(context, states, logs, [id], follow == true));
    }

    private static async Task WriteAsync(HttpContext context, ResourceStates states, ResourceLoggerService logs, string[]? resources, bool follow)
    {
        if (resources is not null && Array.Find(resources, r => states.Find(r) is null) is { } missing)
        {
            await Results.Problem($"The model has no resource '{missing}'.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
            return;
        }
        context.Response.BeginLines();
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var lines in Lines(states, logs, resources, follow, context.RequestAborted))
            {
                foreach (var line in lines)
                {
                    await JsonSerializer.SerializeAsync(context.Response.Body, line, JsonSerializerOptions.Web, context.RequestAborted);
                    await context.Response.Body.WriteAsync(s_newLine, context.RequestAborted);
                }
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
        }
    }

    private static IAsyncEnumerable<ConsoleLine[]> Lines(ResourceStates states, ResourceLoggerService logs, string[]? resources, bool follow, CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<ConsoleLine[]>(Waiting);
        _ = FillAsync();
        return channel.Reader.ReadAllAsync(cancellation);

        async Task FillAsync()
        {
            try
            {
                // Without names a resource that comes later belongs to it too.
                if (resources is null && follow)
                {
                    var reading = new List<Task>();
                    await foreach (var id in states.WatchIdsAsync(cancellation))
                        reading.Add(ReadAsync(id));
                    await Task.WhenAll(reading);
                }
                else
                    await Task.WhenAll((resources?.Select(r => states.Find(r)!) ?? states.All()).Select(r => ReadAsync(r.ResourceId)));
                channel.Writer.TryComplete();
            }
            catch (Exception ended)
            {
                channel.Writer.TryComplete(ended);
            }
        }

        async Task ReadAsync(string id)
        {
            await foreach (var lines in (follow ? logs.WatchAsync(id) : logs.GetAllAsync(id)).WithCancellation(cancellation))
                await channel.Writer.WriteAsync([.. lines.Select(l => ToLine(id, l))], cancellation);
        }
    }

    private static ConsoleLine ToLine(string resource, LogLine line)
    {
        // The logger service puts the time before the text.
        var space = line.Content.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(line.Content.AsSpan(0, space), CultureInfo.InvariantCulture, out var time)
            ? new(resource, line.LineNumber, time, line.Content[(space + 1)..], line.IsErrorMessage)
            : new(resource, line.LineNumber, null, line.Content, line.IsErrorMessage);
    }

    /// <param name="Resource">The resource or instance that wrote it.</param>
    /// <param name="Line">Counts from 1.</param>
    /// <param name="Time">When it was written.</param>
    /// <param name="Text">The line, with ANSI escapes if the program wrote some.</param>
    /// <param name="IsError">Written to standard error.</param>
    internal sealed record ConsoleLine(string Resource, int Line, DateTimeOffset? Time, string Text, bool IsError);
}
