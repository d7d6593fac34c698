using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>daprd's command line, which LearnFlow's sidecar reads too.</summary>
/// <remarks>Contract: docs.dapr.io/reference/arguments-annotations-overview.</remarks>
internal static class DaprFlags
{
    public static async Task<IEnumerable<string>> ForAsync(DaprProcessAnnotation process, int gracefulShutdownSeconds, CancellationToken cancellationToken)
    {
        var options = process.Sidecar.Options;
        var target = DaprApp.Of(process.App, options);
        var port = await target.ReadPortAsync(cancellationToken).ConfigureAwait(false);
        var isChecked = options.EnableAppHealthCheck == true;
        var flags = new List<(string Name, object? Value)>
        {
            ("app-id", target.Id),
            ("app-port", port),
            ("app-channel-address", port is null ? null : target.Host),
            ("app-protocol", target.Protocol),
            ("app-max-concurrency", options.AppMaxConcurrency),
            ("dapr-http-port", await process.Http.Property(EndpointProperty.Port).GetValueAsync(cancellationToken).ConfigureAwait(false)),
            ("dapr-grpc-port", await process.Grpc.Property(EndpointProperty.Port).GetValueAsync(cancellationToken).ConfigureAwait(false)),
            ("dapr-internal-grpc-port", options.DaprInternalGrpcPort),
            ("dapr-listen-addresses", options.DaprListenAddresses ?? "127.0.0.1"),
            ("dapr-graceful-shutdown-seconds", gracefulShutdownSeconds),
            ("resources-path", process.Folder),
            ("config", options.Config),
            ("max-body-size", options.DaprMaxBodySize),
            ("read-buffer-size", options.DaprReadBufferSize),
            ("enable-app-health-check", isChecked ? "true" : null),
            ("app-health-check-path", isChecked ? options.AppHealthCheckPath : null),
            ("app-health-probe-interval", isChecked ? options.AppHealthProbeInterval : null),
            ("app-health-probe-timeout", isChecked ? options.AppHealthProbeTimeout : null),
            ("app-health-threshold", isChecked ? options.AppHealthThreshold : null),
            ("enable-api-logging", Flag(options.EnableApiLogging)),
            ("enable-metrics", options.MetricsPort is null ? "false" : "true"),
            ("metrics-port", options.MetricsPort),
            ("enable-profiling", Flag(options.EnableProfiling)),
            ("profile-port", options.ProfilePort),
            ("placement-host-address", options.PlacementHostAddress),
            ("scheduler-host-address", options.SchedulerHostAddress),
            ("unix-domain-socket", options.UnixDomainSocket),
            ("log-level", options.LogLevel),
        };
        flags.AddRange(options.ResourcesPaths.Order(StringComparer.Ordinal).Where(p => !File.Exists(p)).Select(p => ("resources-path", (object?)p)));
        return flags.Where(f => f.Value is not null).Select(f => string.Create(CultureInfo.InvariantCulture, $"--{f.Name}={f.Value}"));
    }

    private static string? Flag(bool? value) => value switch { null => null, true => "true", false => "false" };
}
