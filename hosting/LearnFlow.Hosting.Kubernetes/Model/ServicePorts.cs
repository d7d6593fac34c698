using System.Globalization;

namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>A port of a Service and of its pods.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Port">The Service's port.</param>
/// <param name="TargetPort">The pods' port.</param>
/// <param name="IsHttp">Whether it speaks HTTP.</param>
/// <param name="IsExternal">Whether the world may reach it.</param>
internal sealed record ServicePort(string Name, int Port, int TargetPort, bool IsHttp, bool IsExternal);

/// <summary>Which ports a resource has in a cluster.</summary>
internal static class ServicePorts
{
    /// <summary>Where .NET's images listen.</summary>
    private const int ImagePort = 8080;

    /// <summary>The ports of a resource. TLS ends at the ingress: a project's https endpoint is not served.</summary>
    public static IReadOnlyList<ServicePort> Of(IResource resource) =>
    [
        .. resource.ResolveEndpoints(new PortAllocator()).Where(e => !IsUnserved(resource, e.Endpoint)).Select(e =>
        {
            var target = e.TargetPort.Value ?? ImagePort;
            var isHttp = e.Endpoint.UriScheme is "http" or "https";
            return new ServicePort(e.Endpoint.Name, e.ExposedPort.Value ?? (isHttp ? 80 : target), target, isHttp, e.Endpoint.IsExternal);
        }),
    ];

    /// <summary>A part of an endpoint's address.</summary>
    public static Evaluated Of(EndpointReferenceExpression part, ValueSources sources)
    {
        var resource = part.Endpoint.Resource;
        var endpoint = part.Endpoint.EndpointAnnotation;
        var isServer = resource is ContainerResource and IResourceWithConnectionString;
        if (IsUnserved(resource, endpoint))
            return default;
        var port = Of(resource).Single(p => p.Name == endpoint.Name);
        var host = isServer ? sources.Host(resource.Name) : resource.Name;
        var (number, target) = (Text(port.Port), Text(port.TargetPort));
        return new(part.Property switch
        {
            EndpointProperty.Url => port is { IsHttp: true, Port: 80 } ? $"{endpoint.UriScheme}://{host}" : $"{endpoint.UriScheme}://{host}:{number}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port => number,
            EndpointProperty.TargetPort => target,
            EndpointProperty.Scheme => endpoint.UriScheme,
            EndpointProperty.HostAndPort => $"{host}:{number}",
            EndpointProperty.TlsEnabled => endpoint.TlsEnabled ? bool.TrueString : bool.FalseString,
            _ => throw new DistributedApplicationException($"The endpoint property {part.Property} cannot be published to Kubernetes."),
        }, isServer && part.Property is not (EndpointProperty.TargetPort or EndpointProperty.Scheme or EndpointProperty.TlsEnabled));
    }

    private static bool IsUnserved(IResource resource, EndpointAnnotation endpoint) => resource is ProjectResource && endpoint.UriScheme == "https";

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
