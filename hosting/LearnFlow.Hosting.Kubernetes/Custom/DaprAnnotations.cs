using System.Globalization;
using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Custom;

/// <summary>What Dapr's injector reads on a pod (dapr/dapr pkg/injector/patcher/sidecar.go).</summary>
internal static class DaprAnnotations
{
    /// <summary>Seconds that a sidecar takes to finish what it does.</summary>
    public const int GracefulShutdown = 10;

    /// <summary>How long a sidecar goes on serving an app that ends; it stops when the app's health check fails.</summary>
    private const string BlockShutdown = "40s";

    public static IEnumerable<KeyValuePair<string, string>> Of(Workload workload, Sidecar sidecar)
    {
        var options = sidecar.Options;
        var app = workload.Ports.FirstOrDefault(p => options.AppEndpoint is null ? p.IsHttp : p.Name == options.AppEndpoint);
        var readiness = workload.Probe(ProbeType.Readiness);
        var path = options.AppHealthCheckPath ?? readiness?.Path;
        var isChecked = (options.EnableAppHealthCheck ?? readiness is not null) && path is not null;
        var all = new List<(string Name, object? Value)>
        {
            ("enabled", "true"),
            ("app-id", sidecar.AppId),
            ("app-port", options.AppPort ?? app?.TargetPort),
            ("app-protocol", options.AppProtocol ?? (app is null ? null : "http")),
            ("app-max-concurrency", options.AppMaxConcurrency),
            ("enable-app-health-check", isChecked ? "true" : null),
            ("app-health-check-path", isChecked ? path : null),
            ("app-health-probe-interval", isChecked ? options.AppHealthProbeInterval ?? 5 : null),
            // Milliseconds; a health check that asks a database needs more than Dapr's default of 500.
            ("app-health-probe-timeout", isChecked ? options.AppHealthProbeTimeout ?? 2000 : null),
            ("app-health-threshold", isChecked ? options.AppHealthThreshold ?? 3 : null),
            ("api-token-secret", sidecar.ApiTokenSecret),
            ("app-token-secret", sidecar.AppTokenSecret),
            ("config", sidecar.ConfigurationName),
            // The operator puts secrets into components (dapr/dapr pkg/operator/api/components.go), so the sidecar needs no access to the API
            // server, and its store of Kubernetes' secrets would fail for the want of a token.
            ("disable-builtin-k8s-secret-store", "true"),
            ("block-shutdown-duration", isChecked ? BlockShutdown : null),
            ("graceful-shutdown-seconds", GracefulShutdown),
            ("log-as-json", "true"),
            ("log-level", options.LogLevel),
            ("max-body-size", options.DaprMaxBodySize),
            ("read-buffer-size", options.DaprReadBufferSize),
            ("enable-api-logging", options.EnableApiLogging is { } logs ? logs ? "true" : "false" : null),
            ("sidecar-cpu-request", "50m"),
            ("sidecar-memory-request", "64Mi"),
            ("sidecar-memory-limit", "256Mi"),
            ("sidecar-seccomp-profile-type", "RuntimeDefault"),
        };
        return all.Where(a => a.Value is not null)
            .Select(a => KeyValuePair.Create($"dapr.io/{a.Name}", Convert.ToString(a.Value, CultureInfo.InvariantCulture)!));
    }
}
