using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow;

/// <summary>Lets only the service's own sidecar in, which <see cref="OwnSidecar"/> recognises.</summary>
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
        return metadata?.GetMetadata<AnyCallerAttribute>() is not null
            || (callers == Callers.Anyone && metadata?.GetMetadata<SidecarOnlyAttribute>() is null)
            || sidecar.Sent(context.Request);
    }

    private static Task RefuseAsync(HttpContext context) => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized,
        detail: $"This service accepts only its own Dapr sidecar: the header {OwnSidecar.TokenHeader} is missing or wrong.").ExecuteAsync(context);
}
