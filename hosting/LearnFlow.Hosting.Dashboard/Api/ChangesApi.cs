using LearnFlow.Hosting.Dashboard.Hosting;
using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary><c>GET /api/changes</c>: Server-Sent Events that tell a page what has changed, at most four times a second.</summary>
internal static class ChangesApi
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    public static void MapChanges(this IEndpointRouteBuilder api, ResourceStates states, TelemetryStore store) =>
        api.MapGet("/changes", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-cache";
            using var timer = new PeriodicTimer(s_interval);
            var last = "";
            try
            {
                do
                {
                    var now = $$"""{"resources":{{states.Changes}},"spans":{{store.Spans.Received}},"logs":{{store.Logs.Received}},"metrics":{{store.Metrics.Received}}}""";
                    if (now == last)
                        continue;
                    await context.Response.WriteAsync($"data: {now}\n\n", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    last = now;
                }
                while (await timer.WaitForNextTickAsync(context.RequestAborted));
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The page was closed.
            }
        });
}
