using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LearnFlow.DaprSidecar.Diagnostics;

/// <summary>Sends the program's spans, metrics and logs over OTLP where OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
/// <remarks>Contract: opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables. OTEL_SERVICE_NAME names the sidecar, else <c>{app}-dapr</c>.</remarks>
internal sealed class Telemetry
{
    // A collector that has gone must not hold up the end of the program.
    private const int LastExportMs = 500;
    private readonly ResourceBuilder _resource;
    private TracerProvider? _spans;
    private MeterProvider? _metrics;

    private Telemetry(string appId)
    {
        _resource = ResourceBuilder.CreateEmpty().AddService($"{appId}-dapr").AddEnvironmentVariableDetector();
    }

    /// <summary>The exporters of an app's sidecar, or null where no collector is named.</summary>
    public static Telemetry? For(string appId) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")) ? null : new(appId);

    /// <summary>Sends what is logged.</summary>
    public void AddLogs(ILoggingBuilder logging) => logging.AddOpenTelemetry(options =>
    {
        options.IncludeFormattedMessage = true;
        options.SetResourceBuilder(_resource);
        options.AddOtlpExporter();
    });

    /// <summary>Sends spans and metrics.</summary>
    public void Start()
    {
        _spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(_resource).AddSource(DaprMetrics.Name).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(_resource).AddMeter(DaprMetrics.Name).AddOtlpExporter().Build();
    }

    /// <summary>Sends the rest.</summary>
    public Task StopAsync() => Task.WhenAll(Task.Run(() => _spans?.Shutdown(LastExportMs)), Task.Run(() => _metrics?.Shutdown(LastExportMs)));
}
