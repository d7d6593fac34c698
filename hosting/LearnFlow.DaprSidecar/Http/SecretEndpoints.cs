using LearnFlow.DaprSidecar.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Secrets over HTTP (docs.dapr.io/reference/api/secrets_api).</summary>
internal static class SecretEndpoints
{
    public static void MapSecrets(this IEndpointRouteBuilder api, SecretBlock secrets)
    {
        api.MapGet("/v1.0/secrets/{store}/bulk", async (HttpContext context, string store) =>
            await context.Response.WriteJsonAsync(StatusCodes.Status200OK, await secrets.GetAllAsync(store, context.RequestAborted)));
        api.MapGet("/v1.0/secrets/{store}/{key}", async (HttpContext context, string store, string key) =>
            await context.Response.WriteJsonAsync(StatusCodes.Status200OK, await secrets.GetAsync(store, key, context.RequestAborted)));
    }
}
