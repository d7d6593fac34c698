using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>An app as its sidecar reaches it.</summary>
/// <param name="Id">The app id.</param>
/// <param name="Protocol">http, https, h2c, grpc or grpcs.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port that the options fix, or null.</param>
/// <param name="Endpoint">The endpoint that the sidecar calls, or null for an app that takes no calls.</param>
internal sealed record DaprApp(string Id, string Protocol, string Host, int? Port, EndpointReference? Endpoint)
{
    /// <summary>The app of a resource.</summary>
    public static DaprApp Of(IResource app, DaprSidecarOptions options)
    {
        var endpoint = EndpointOf(app, options);
        return new(
            options.AppId ?? app.Name,
            options.AppProtocol ?? endpoint?.UriScheme ?? "http",
            options.AppChannelAddress ?? "127.0.0.1",
            options.AppPort,
            endpoint is null ? null : new EndpointReference((IResourceWithEndpoints)app, endpoint));
    }

    /// <summary>The endpoint that the sidecar calls: the one that the options name, else http or https, else the first of either scheme.</summary>
    public static EndpointAnnotation? EndpointOf(IResource app, DaprSidecarOptions options)
    {
        if (app is not IResourceWithEndpoints)
        {
            return null;
        }
        var endpoints = app.Annotations.OfType<EndpointAnnotation>().ToList();
        var name = options.AppEndpoint ?? (options.AppProtocol is "https" or "grpcs" ? "https" : "http");
        return endpoints.Find(e => e.Name == name) ?? endpoints.Find(e => e.UriScheme is "http" or "https");
    }

    /// <summary>The app's port, once it has one; null for an app that takes no calls.</summary>
    public async ValueTask<int?> ReadPortAsync(CancellationToken cancellationToken)
    {
        if (Port is not null || Endpoint is null)
        {
            return Port;
        }
        var port = await Endpoint.Property(EndpointProperty.Port).GetValueAsync(cancellationToken).ConfigureAwait(false);
        return int.Parse(port!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
