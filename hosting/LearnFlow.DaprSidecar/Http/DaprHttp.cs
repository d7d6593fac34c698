using LearnFlow.DaprSidecar.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>The HTTP API: which endpoints there are.</summary>
internal static class DaprHttp
{
    public static void MapDaprHttp(this IEndpointRouteBuilder api, SidecarRuntime runtime)
    {
        api.MapHealth(runtime);
        api.MapMetadata(runtime);
        api.MapState(runtime.State);
        api.MapPublish(runtime.Publish);
        api.MapSecrets(runtime.Secrets);
        api.MapNotServed();
        api.MapInvocation(runtime.Invocation);
        api.MapUndelivered(runtime.Undelivered, runtime.State);
        api.MapPost("/v1.0/shutdown", (HttpContext context) =>
        {
            // Answered first: the answer must not wait for the sidecar's end.
            context.Response.OnCompleted(() =>
            {
                _ = Task.Run(runtime.Shutdown);
                return Task.CompletedTask;
            });
            context.Response.NoContent();
        });
    }

    private static void MapHealth(this IEndpointRouteBuilder api, SidecarRuntime runtime)
    {
        api.MapGet("/v1.0/healthz", (HttpContext context) =>
        {
            if (runtime.Health.Missing is { Length: > 0 } missing) throw RuntimeErrors.NotReady(missing);
            if (context.Request.Query.TryGetValue("appid", out var appId) && appId != runtime.Options.AppId) throw RuntimeErrors.AppIdMismatch();
            context.Response.NoContent();
        });
        api.MapGet("/v1.0/healthz/outbound", (HttpContext context) =>
        {
            if (!runtime.Health.IsOutboundReady) throw RuntimeErrors.OutboundNotReady();
            context.Response.NoContent();
        });
    }
}
