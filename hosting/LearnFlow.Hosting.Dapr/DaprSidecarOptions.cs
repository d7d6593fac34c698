using System.Collections.Immutable;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>How a sidecar runs; the names are those of <c>dapr run</c>'s options.</summary>
public sealed record DaprSidecarOptions
{
    /// <summary>The host or address at which the sidecar reaches the app; that of its endpoint when null.</summary>
    public string? AppChannelAddress { get; init; }

    /// <summary>The path of the app's health check.</summary>
    public string? AppHealthCheckPath { get; init; }

    /// <summary>Seconds between health checks.</summary>
    public int? AppHealthProbeInterval { get; init; }

    /// <summary>Milliseconds for an answer to a health check.</summary>
    public int? AppHealthProbeTimeout { get; init; }

    /// <summary>Failures in a row that make the app unhealthy.</summary>
    public int? AppHealthThreshold { get; init; }

    /// <summary>The app's id; the resource's name when null.</summary>
    public string? AppId { get; init; }

    /// <summary>The number of requests that the app gets at once; unlimited when null.</summary>
    public int? AppMaxConcurrency { get; init; }

    /// <summary>The app's port; that of its endpoint when null.</summary>
    public int? AppPort { get; init; }

    /// <summary>http, https, grpc, grpcs or h2c.</summary>
    public string? AppProtocol { get; init; }

    /// <summary>The endpoint of the app that the sidecar calls; http or https when null.</summary>
    public string? AppEndpoint { get; init; }

    /// <summary>Only written to the manifest.</summary>
    public IImmutableList<string> Command { get; init; } = ImmutableList<string>.Empty;

    /// <summary>The Dapr configuration file.</summary>
    public string? Config { get; init; }

    /// <summary>The sidecar's gRPC port; any when null.</summary>
    public int? DaprGrpcPort { get; init; }

    /// <summary>The largest request body, as a Kubernetes quantity (4Mi).</summary>
    public string? DaprMaxBodySize { get; init; }

    /// <summary>The sidecar's HTTP port; any when null.</summary>
    public int? DaprHttpPort { get; init; }

    /// <summary>The largest request head, as a Kubernetes quantity (4Ki).</summary>
    public string? DaprReadBufferSize { get; init; }

    /// <summary>The port between sidecars.</summary>
    public int? DaprInternalGrpcPort { get; init; }

    /// <summary>The addresses on which the sidecar listens, separated by commas.</summary>
    public string? DaprListenAddresses { get; init; }

    /// <summary>Whether requests to the sidecar are logged.</summary>
    public bool? EnableApiLogging { get; init; }

    /// <summary>Whether the app's health is checked.</summary>
    public bool? EnableAppHealthCheck { get; init; }

    /// <summary>Whether the sidecar is profiled.</summary>
    public bool? EnableProfiling { get; init; }

    /// <summary>debug, info, warn, error, fatal or panic.</summary>
    public string? LogLevel { get; init; }

    /// <summary>The port of the sidecar's metrics.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>The address of the placement service.</summary>
    public string? PlacementHostAddress { get; init; }

    /// <summary>The port of the profiler.</summary>
    public int? ProfilePort { get; init; }

    /// <summary>Folders with component files.</summary>
    public IImmutableSet<string> ResourcesPaths { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>A run template file.</summary>
    public string? RunFile { get; init; }

    /// <summary>The folder of the Dapr runtime.</summary>
    public string? RuntimePath { get; init; }

    /// <summary>The address of the scheduler service.</summary>
    public string? SchedulerHostAddress { get; init; }

    /// <summary>The folder of a Unix domain socket in place of ports.</summary>
    public string? UnixDomainSocket { get; init; }
}

/// <summary>Settings of all sidecars.</summary>
public sealed record DaprOptions
{
    /// <summary>The daprd to run for each app; when null, the setting <c>LearnFlow:DaprPath</c>, and without it LearnFlow's sidecar for all apps.</summary>
    public string? DaprPath { get; set; }

    /// <summary>The settings of an application: what <c>AddDapr</c> was given so far.</summary>
    internal static DaprOptions Of(IDistributedApplicationBuilder builder) => (DaprOptions)builder.Services.Single(s => s.ServiceType == typeof(DaprOptions)).ImplementationInstance!;

    /// <summary>Whether sidecars send telemetry; they do when null.</summary>
    public bool? EnableTelemetry { get; set; }

    /// <summary>Called for each resource with a sidecar when the application is published.</summary>
    public Action<IResource, DaprSidecarOptions?>? PublishingConfigurationAction { get; set; }
}

/// <summary>Settings of a component.</summary>
public sealed record DaprComponentOptions
{
    /// <summary>A component file that is used as it is.</summary>
    public string? LocalPath { get; init; }
}
