using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LearnFlow;

/// <summary>Logs, metrics and traces through OpenTelemetry.</summary>
internal static class Telemetry
{
    /// <summary>Activity sources and meters of LearnFlow's own code are named <c>LearnFlow.&lt;Service&gt;</c>.</summary>
    private const string OwnSources = "LearnFlow.*";

    /// <summary>
    /// Adds the providers and the OTLP exporter when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to send; without a
    /// receiver nothing is collected, and only the trace context is passed on (ASP.NET Core and HttpClient do that alone).
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .SetExemplarFilter(ExemplarFilterType.TraceBased) // a slow request in a histogram leads to its trace
                .AddMeter(OwnSources))
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, OwnSources)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !Health.IsProbe(context))
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }
}
