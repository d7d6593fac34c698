using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnFlow.DaprSidecar;

/// <summary>What a sidecar is told; names follow daprd's flags.</summary>
public sealed record SidecarOptions
{
    /// <summary>The app's id (<c>--app-id</c>): names it for invocation, prefixes its state, is its consumer group.</summary>
    public required string AppId { get; init; }

    /// <summary>Where the app listens (<c>--app-port</c>, <c>--app-channel-address</c>), or null for an app that takes no calls.</summary>
    public Uri? AppAddress { get; init; }

    /// <summary>http, https or h2c (<c>--app-protocol</c>).</summary>
    public string AppProtocol { get; init; } = "http";

    /// <summary>Port of the HTTP API; 0 for any free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Port of the gRPC API; 0 for any free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Components of the app; those whose scopes leave it out are not loaded.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>Folders and files with Dapr's YAML resources (<c>--resources-path</c>): components and subscriptions.</summary>
    public IReadOnlyList<string> ResourcesPaths { get; init; } = [];

    /// <summary>File of a Configuration resource (<c>--config</c>); of it the secret scopes are used.</summary>
    public string? Config { get; init; }

    /// <summary>Token that callers of the sidecar must send as <c>dapr-api-token</c> (DAPR_API_TOKEN); empty for none.</summary>
    public string ApiToken { get; init; } = "";

    /// <summary>Token that the sidecar sends to the app as <c>dapr-api-token</c> (APP_API_TOKEN); empty for none.</summary>
    public string AppToken { get; init; } = "";

    /// <summary>Dapr's limit of a request body: 4 MiB.</summary>
    public const long DefaultMaxRequestBodyBytes = 4 << 20;

    /// <summary>Largest request body in bytes (<c>--max-body-size</c>).</summary>
    public long MaxRequestBodyBytes { get; init; } = DefaultMaxRequestBodyBytes;

    /// <summary>How many calls and events the app gets at once (<c>--app-max-concurrency</c>); null for no limit.</summary>
    public int? AppMaxConcurrency { get; init; }

    /// <summary>How long a delivery under way may take to end when the sidecar stops (<c>--dapr-graceful-shutdown-seconds</c>).</summary>
    public TimeSpan GracefulShutdown { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Probe the app (<c>--enable-app-health-check</c>): an unhealthy one gets no events and no calls.</summary>
    public AppHealthCheck? AppHealthCheck { get; init; }

    /// <summary>Apps that can be invoked; sidecars that share one see each other.</summary>
    public AppDirectory Apps { get; init; } = new();

    /// <summary>Called when POST /v1.0/shutdown asks the sidecar to stop; without it the sidecar stops itself.</summary>
    public Func<Task>? ShutdownRequested { get; init; }

    /// <summary>Where the sidecar logs.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>How the app's health is probed (daprd's <c>--app-health-…</c> flags).</summary>
/// <param name="Path">Path of the check.</param>
/// <param name="Interval">Time between probes; Dapr's default is 5 s.</param>
/// <param name="Timeout">Time a probe may take; Dapr's default is 500 ms.</param>
/// <param name="Threshold">Failures in a row that make the app unhealthy; Dapr's default is 3.</param>
public sealed record AppHealthCheck(string Path, TimeSpan Interval, TimeSpan Timeout, int Threshold)
{
    /// <summary>Dapr's defaults.</summary>
    public static AppHealthCheck Default { get; } = new("/healthz", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500), 3);
}
