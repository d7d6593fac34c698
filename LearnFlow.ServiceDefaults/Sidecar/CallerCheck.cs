using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow;

/// <summary>
/// Lets only the service's own sidecar in, which <see cref="OwnSidecar"/> recognises; to an endpoint marked
/// <see cref="SidecarOnlyAttribute"/> only what the sidecar delivers by itself.
/// </summary>
internal static class CallerCheck
{
    public static void UseCallerCheck(this WebApplication app, Callers callers)
    {
        var sidecar = app.Services.GetRequiredService<OwnSidecar>();
        app.Use((context, next) => IsAllowed(context, callers, sidecar) ? next(context) : RefuseAsync(context));
    }

    private static bool IsAllowed(HttpContext context, Callers callers, OwnSidecar sidecar)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        return metadata?.GetMetadata<SidecarOnlyAttribute>() is not null
            ? sidecar.Delivered(context.Request)
            : callers == Callers.Anyone || metadata?.GetMetadata<AnyCallerAttribute>() is not null || sidecar.Sent(context.Request);
    }

    private static Task RefuseAsync(HttpContext context) => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized,
        detail: "This address is for the service's own Dapr sidecar: a service is called through it, and what it delivers by itself nobody else can send.")
        .ExecuteAsync(context);
}
