using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LearnFlow;

/// <summary>
/// <c>/health</c> runs every registered check (readiness), <c>/alive</c> only those tagged <c>live</c> (liveness).
/// Both answer anybody: orchestrators probe without a token.
/// </summary>
internal static class Health
{
    public const string ReadyPath = "/health";
    public const string LivePath = "/alive";
    private const string LiveTag = "live";

    public static void AddHealth(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(ReadyPath).WithMetadata(new AnyCallerAttribute()).AllowAnonymous();
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) })
            .WithMetadata(new AnyCallerAttribute()).AllowAnonymous();
    }

    /// <summary>True for a probe: those come every few seconds and would drown the traces of learners.</summary>
    public static bool IsProbe(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ReadyPath, StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments(LivePath, StringComparison.Ordinal);
}
