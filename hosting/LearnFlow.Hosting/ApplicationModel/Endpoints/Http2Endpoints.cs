namespace Aspire.Hosting.ApplicationModel;

/// <summary>The http endpoints of the resource speak HTTP/2 only.</summary>
internal sealed class Http2ServiceAnnotation : IResourceAnnotation;

/// <summary>Gives the endpoints of HTTP/2 services their transport.</summary>
internal static class Http2Endpoints
{
    public static Task SetTransportAsync(BeforeStartEvent e, CancellationToken cancellationToken)
    {
        foreach (var resource in e.Model.Resources.Where(r => r.HasAnnotationOfType<Http2ServiceAnnotation>()))
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(a => a.UriScheme is "http" or "https"))
                endpoint.Transport = "http2";
        }
        return Task.CompletedTask;
    }
}
