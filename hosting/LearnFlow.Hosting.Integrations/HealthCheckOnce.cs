using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LearnFlow.Hosting.Integrations;

/// <summary>Registers a health check once, however often the integration is added under that name.</summary>
internal static class HealthCheckOnce
{
    public static void AddHealthCheckOnce(this IHostApplicationBuilder builder, string name, Func<IServiceProvider, IHealthCheck> create)
    {
        if (builder.Properties.TryAdd($"LearnFlow.Hosting.Integrations.HealthCheck:{name}", true))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(name, create, failureStatus: null, tags: null));
        }
    }
}
