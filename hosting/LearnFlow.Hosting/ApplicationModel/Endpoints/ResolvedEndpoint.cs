namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint with the ports that a deployment gives it.</summary>
public sealed class ResolvedEndpoint
{
    /// <summary>The endpoint.</summary>
    public required EndpointAnnotation Endpoint { get; init; }

    /// <summary>The port on which the resource listens.</summary>
    public ResolvedPort TargetPort { get; init; }

    /// <summary>The port that clients use.</summary>
    public ResolvedPort ExposedPort { get; init; }
}

/// <summary>A port and where it comes from.</summary>
public readonly struct ResolvedPort
{
    /// <summary>The port; null when the deployment tool chooses.</summary>
    public int? Value { get; init; }

    /// <summary>Whether it was chosen by an allocator.</summary>
    public bool IsAllocated { get; init; }

    /// <summary>Whether it follows from the other port.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>A port that was given.</summary>
    public static ResolvedPort Explicit(int port) => new() { Value = port };

    /// <summary>A port that an allocator chose.</summary>
    public static ResolvedPort Allocated(int port) => new() { Value = port, IsAllocated = true };

    /// <summary>A port that follows from the other one.</summary>
    public static ResolvedPort Implicit(int port) => new() { Value = port, IsImplicit = true };

    /// <summary>No port.</summary>
    public static ResolvedPort None() => default;

    /// <summary>The port.</summary>
    public static implicit operator int?(ResolvedPort resolvedPort) => resolvedPort.Value;
}

/// <summary>Hands out ports for a deployment.</summary>
public interface IPortAllocator
{
    /// <summary>A port that was not handed out or noted as used.</summary>
    int AllocatePort();

    /// <summary>Notes a port as used.</summary>
    void AddUsedPort(int port);
}

/// <summary>Hands out ports upwards.</summary>
public sealed class PortAllocator(int startPort = 8000) : IPortAllocator
{
    private readonly HashSet<int> _used = [];
    private int _next = startPort;

    /// <inheritdoc/>
    public int AllocatePort()
    {
        while (_used.Contains(_next))
            _next++;
        return _next++;
    }

    /// <inheritdoc/>
    public void AddUsedPort(int port) => _used.Add(port);
}

public static partial class ResourceExtensions
{
    /// <summary>The endpoints of a resource with the ports that a deployment gives them.</summary>
    /// <remarks>The first http and https endpoint of a project stay without target port: the deployment tool knows it from the image.</remarks>
    public static IReadOnlyList<ResolvedEndpoint> ResolveEndpoints(this IResource resource, IPortAllocator? portAllocator = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var ports = portAllocator ?? new PortAllocator();
        var projectSchemes = new HashSet<string>();
        List<ResolvedEndpoint> resolved = [];
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var port = NotZero(endpoint.Port);
            var isHttp = endpoint.UriScheme is "http" or "https";
            var isDefault = resource is ProjectResource && isHttp && projectSchemes.Add(endpoint.UriScheme);

            var target = NotZero(endpoint.TargetPort) is { } given ? ResolvedPort.Explicit(given)
                : resource is ContainerResource && port is { } same ? ResolvedPort.Implicit(same)
                : isDefault ? ResolvedPort.None()
                : ResolvedPort.Allocated(ports.AllocatePort());
            var exposed = port is { } fixedPort ? ResolvedPort.Explicit(fixedPort)
                : target.Value is { } targetPort ? ResolvedPort.Implicit(targetPort)
                : isHttp ? ResolvedPort.None()
                : ResolvedPort.Allocated(ports.AllocatePort());

            foreach (var used in new[] { exposed.Value, target.Value })
            {
                if (used is { } number)
                    ports.AddUsedPort(number);
            }
            resolved.Add(new() { Endpoint = endpoint, TargetPort = target, ExposedPort = exposed });
        }
        return resolved;

        static int? NotZero(int? port) => port is 0 ? null : port;
    }
}
