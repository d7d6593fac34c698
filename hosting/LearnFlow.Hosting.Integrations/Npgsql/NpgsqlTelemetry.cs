using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LearnFlow.Hosting.Integrations;

/// <summary>Npgsql's own activity source and meter.</summary>
internal static class NpgsqlTelemetry
{
    public static void AddNpgsqlTelemetry(this IServiceCollection services, bool tracing, bool metrics)
    {
        if (tracing)
        {
            services.ConfigureOpenTelemetryTracerProvider(static provider => provider.AddNpgsql());
        }

        if (metrics)
        {
            services.ConfigureOpenTelemetryMeterProvider(static provider => provider.AddMeter("Npgsql"));
        }
    }
}
