using LearnFlow.DaprSidecar.Configuration;
using LearnFlow.DaprSidecar.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Secrets and configuration over HTTP.</summary>
internal static class SecretEndpoints
{
    public static void MapSecrets(this IEndpointRouteBuilder api, SecretBlock secrets)
    {
        api.MapGet("/v1.0/secrets/{store}/bulk", async (HttpContext context, string store) =>
            await context.Response.WriteJsonAsync(StatusCodes.Status200OK, await secrets.GetAllAsync(store, context.RequestAborted)));
        api.MapGet("/v1.0/secrets/{store}/{key}", async (HttpContext context, string store, string key) =>
            await context.Response.WriteJsonAsync(StatusCodes.Status200OK, await secrets.GetAsync(store, key, context.RequestAborted)));
    }

    public static void MapConfiguration(this IEndpointRouteBuilder api, ConfigurationBlock configuration)
    {
        foreach (var version in (string[])["/v1.0", "/v1.0-alpha1"])
        {
            api.MapGet(version + "/configuration/{store}", async (HttpContext context, string store) =>
            {
                var items = await configuration.GetAsync(store, Keys(context), context.RequestAborted);
                if (items.Count == 0) context.Response.NoContent();
                else await context.Response.WriteJsonAsync(StatusCodes.Status200OK, items);
            });
            api.MapGet(version + "/configuration/{store}/subscribe", async (HttpContext context, string store) =>
            {
                var id = await configuration.SubscribeAppAsync(store, Keys(context), context.Request.DaprMetadata().GetValueOrDefault("pgNotifyChannel"),
                    context.RequestAborted);
                await context.Response.WriteJsonAsync(StatusCodes.Status200OK, new { id });
            });
            api.MapGet(version + "/configuration/{store}/{id}/unsubscribe", async (HttpContext context, string store, string id) =>
            {
                if (await configuration.UnsubscribeAsync(store, id)) await context.Response.WriteJsonAsync(StatusCodes.Status200OK, new { ok = true });
                else await context.Response.WriteJsonAsync(StatusCodes.Status500InternalServerError,
                    new { message = $"failed to unsubscribe to configuration request {id}: unable to find subscription with ID : {id}" });
            });
        }
    }

    private static List<string> Keys(HttpContext context) => [.. context.Request.Query["key"].OfType<string>()];
}
