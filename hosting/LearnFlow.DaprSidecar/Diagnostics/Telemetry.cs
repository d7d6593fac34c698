using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LearnFlow.DaprSidecar.Diagnostics;

/// <summary>Sends the program's spans, metrics and logs over OTLP where OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
/// <remarks>
/// Contract: opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables. In traces each app's sidecar is a service of its own,
/// <c>{app}-dapr</c>; metrics and logs are of the program (OTEL_SERVICE_NAME) and carry the app id.
/// </remarks>
internal sealed class Telemetry
{
    // A collector that has gone must not hold up the end of the program.
    private const int LastExportMs = 500;
    private readonly List<TracerProvider> _spans = [];
    private MeterProvider? _metrics;

    /// <summary>The exporters, or null where no collector is named.</summary>
    public static Telemetry? Create() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")) ? null : new();

    /// <summary>Sends what is logged.</summary>
    public static void AddLogs(ILoggingBuilder logging) => logging.AddOpenTelemetry(options =>
    {
        options.IncludeFormattedMessage = true;
        options.AddOtlpExporter();
    });

    /// <summary>Sends the spans of the apps' sidecars, and metrics.</summary>
    public void Start(IEnumerable<string> appIds)
    {
        foreach (var appId in appIds)
        {
            // The name of the environment is the whole program's: added before, it gives way.
            var resource = ResourceBuilder.CreateEmpty().AddEnvironmentVariableDetector().AddService($"{appId}-dapr", autoGenerateServiceInstanceId: false);
            _spans.Add(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(DaprMetrics.ActivityNameOf(appId)).AddOtlpExporter().Build());
        }
        _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(DaprMetrics.Name).AddOtlpExporter().Build();
    }

    /// <summary>Sends the rest.</summary>
    public Task StopAsync() => Task.WhenAll([.. _spans.Select(s => Task.Run(() => s.Shutdown(LastExportMs))), Task.Run(() => _metrics?.Shutdown(LastExportMs))]);
}
