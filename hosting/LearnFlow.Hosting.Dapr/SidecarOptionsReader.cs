using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Dapr;
using LearnFlow.Hosting.Dapr.Components;
using LearnFlow.Hosting.Dapr.Invocation;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Turns the model's sidecar into the options of the one that runs.</summary>
internal static class SidecarOptionsReader
{
    public static SidecarOptions Read(IResource app, IDaprSidecarResource sidecar, AppDirectory apps)
    {
        var options = sidecar.Annotations.OfType<DaprSidecarOptionsAnnotation>().LastOrDefault()?.Options ?? new();
        var components = sidecar.Annotations.OfType<DaprComponentReferenceAnnotation>().Select(r => r.Component).Distinct().ToList();
        var (address, protocol) = AppAddress(app, options);
        return new SidecarOptions
        {
            AppId = options.AppId ?? app.Name,
            AppAddress = address,
            AppProtocol = protocol,
            HttpPort = options.DaprHttpPort ?? 0,
            GrpcPort = options.DaprGrpcPort ?? 0,
            Components = [.. components.Where(c => c.Options?.LocalPath is null).Select(ToComponent)],
            ResourcesPaths = [.. options.ResourcesPaths, .. components.Select(c => c.Options?.LocalPath).OfType<string>()],
            Config = options.Config,
            MaxRequestBodyBytes = options.DaprMaxBodySize is { } size ? Quantity.Bytes(size) : SidecarOptions.DefaultMaxRequestBodyBytes,
            AppMaxConcurrency = options.AppMaxConcurrency,
            AppHealthCheck = options.EnableAppHealthCheck == true ? HealthCheck(options) : null,
            Apps = apps,
        };
    }

    private static (Uri? Address, string Protocol) AppAddress(IResource app, DaprSidecarOptions options)
    {
        var endpoints = app.Annotations.OfType<EndpointAnnotation>().ToList();
        var name = options.AppEndpoint ?? (options.AppProtocol is "https" or "grpcs" ? "https" : "http");
        var endpoint = endpoints.FirstOrDefault(e => e.Name == name) ?? endpoints.FirstOrDefault(e => e.UriScheme is "http" or "https");
        var protocol = options.AppProtocol ?? endpoint?.UriScheme ?? "http";
        var port = options.AppPort ?? endpoint?.AllocatedEndpoint?.Port;
        if (port is null) return (null, protocol);
        var scheme = protocol is "https" or "grpcs" ? "https" : "http";
        return (new UriBuilder(scheme, options.AppChannelAddress ?? "127.0.0.1", port.Value).Uri, protocol);
    }

    // AddDaprStateStore and AddDaprPubSub name no provider: both are then kept in memory, as `dapr init --slim` leaves them.
    internal static Component ToComponent(IDaprComponentResource component)
    {
        var type = component.Type switch { "state" => "state.in-memory", "pubsub" => "pubsub.in-memory", var given => given };
        return new Component(component.Name, type,
            cancellation => ReadMetadataAsync(component, cancellation)) { Version = type == "state.postgresql" ? "v2" : "v1" };
    }

    private static async Task<ComponentMetadata> ReadMetadataAsync(IDaprComponentResource component, CancellationToken cancellation)
    {
        var values = new Dictionary<string, string>();
        foreach (var item in component.Annotations.OfType<DaprComponentMetadataAnnotation>())
            values[item.Name] = item.Value is IValueProvider later ? await later.GetValueAsync(cancellation).ConfigureAwait(false) ?? "" : (string)item.Value;
        return new ComponentMetadata(values);
    }

    private static AppHealthCheck HealthCheck(DaprSidecarOptions options) => new(
        options.AppHealthCheckPath ?? AppHealthCheck.Default.Path,
        options.AppHealthProbeInterval is { } seconds ? TimeSpan.FromSeconds(seconds) : AppHealthCheck.Default.Interval,
        options.AppHealthProbeTimeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : AppHealthCheck.Default.Timeout,
        options.AppHealthThreshold ?? AppHealthCheck.Default.Threshold);
}
