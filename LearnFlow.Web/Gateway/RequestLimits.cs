using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LearnFlow.Web.Gateway;

/// <summary>How large and how slow a request may be.</summary>
internal static class RequestLimits
{
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    private const long ImportBytes = 4 << 20;

    /// <summary>Has the server refuse what is over the policy's limits: 431, 408 and 413.</summary>
    public static void AddRequestLimits(this IServiceCollection services, GatewayPolicy policy) => services.Configure<KestrelServerOptions>(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = policy.MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = policy.MaxHeaders;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(policy.HeaderSeconds);
        kestrel.Limits.MaxRequestBodySize = policy.MaxBodyBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(policy.MinBodyBytesPerSecond, BodyGrace);
    });

    /// <summary>Refuses a declared length at once, and counts the bytes of a body that declares none.</summary>
    public static Task EnforceAsync(HttpContext context, Func<Task> next)
    {
        // A teacher's import is a whole track of exercises; more than this the sidecars do not carry (Dapr's max-body-size).
        if (context.Request.Path.StartsWithSegments("/api/exercises/imports") && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Math.Max(size.MaxRequestBodySize ?? 0, ImportBytes);
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return context.Request.ContentLength > limit
            ? ResponseProblems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than the {limit} bytes that are accepted here.")
            : next();
    }
}
