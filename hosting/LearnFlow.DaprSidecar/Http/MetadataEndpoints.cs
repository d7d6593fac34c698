using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.RuntimeMetadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Metadata over HTTP (docs.dapr.io/reference/api/metadata_api).</summary>
internal static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder api, SidecarRuntime runtime)
    {
        api.MapGet("/v1.0/metadata", (HttpContext context) => context.Response.WriteJsonAsync(StatusCodes.Status200OK, Describe(runtime.Metadata)));
        api.MapPut("/v1.0/metadata/{key}", async (HttpContext context, string key) =>
        {
            runtime.Metadata.Set(key, System.Text.Encoding.UTF8.GetString(await context.Request.ReadBodyAsync()));
            context.Response.NoContent();
        });
    }

    private static object Describe(SidecarMetadata metadata) => new
    {
        id = metadata.App.AppId,
        runtimeVersion = SidecarMetadata.RuntimeVersion,
        components = metadata.Components.Select(c => new { name = c.Name, type = c.Type, version = c.Version, capabilities = SidecarMetadata.Capabilities(c) }),
        extended = metadata.Extended,
        subscriptions = metadata.Subscriptions.Select(s => new
        {
            pubsubname = s.PubSub,
            topic = s.Topic,
            metadata = s.Metadata,
            rules = new[] { new { match = "", path = s.Route } },
            deadLetterTopic = s.DeadLetterTopic ?? "",
            type = s.Type,
        }),
        appConnectionProperties = new
        {
            port = metadata.App.AppAddress?.Port ?? 0,
            protocol = metadata.App.AppProtocol,
            channelAddress = metadata.App.AppAddress?.Host ?? "127.0.0.1",
            maxConcurrency = metadata.App.AppMaxConcurrency,
            health = metadata.App.AppHealthCheck is not { } check ? null : new
            {
                healthCheckPath = check.Path,
                healthProbeInterval = GoDuration.Format(check.Interval),
                healthProbeTimeout = GoDuration.Format(check.Timeout),
                healthThreshold = check.Threshold,
            },
        },
        actorRuntime = new { runtimeStatus = "DISABLED", hostReady = false },
    };
}
