using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Gives every endpoint of the model its address before anything starts, so that references resolve in any order, cycles
/// included. There is no proxy: a process listens on the allocated port itself. Only where clients use another port than the
/// process, or several processes share one, does a relay of the host stand between.
/// </summary>
internal sealed class EndpointAllocator(OrchestratorSettings settings, ResourceLoggerService logs) : IDisposable
{
    private readonly HashSet<int> _given = [];
    private readonly Dictionary<EndpointAnnotation, int[]> _instancePorts = [];
    private readonly Dictionary<EndpointAnnotation, PortRelay> _relays = [];

    /// <summary>The ports that were taken and what stands in for them, for the report.</summary>
    public List<(IResource Resource, EndpointAnnotation Endpoint, int Wanted, int Given)> Replaced { get; } = [];

    public void Allocate(IEnumerable<IResource> resources)
    {
        // Fixed ports first, so that no free one that is picked is a fixed one of somebody later.
        var endpoints = resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>().Select(e => (Resource: r, Endpoint: e))).Where(e => e.Endpoint.AllocatedEndpoint is null).ToList();
        foreach (var (resource, endpoint) in endpoints.OrderBy(e => WantedPort(e.Resource, e.Endpoint) is null))
            Allocate(resource, endpoint);
    }

    /// <summary>The port on which an instance of the resource listens.</summary>
    public int InstancePort(EndpointAnnotation endpoint, int index) =>
        _instancePorts.TryGetValue(endpoint, out var ports) ? ports[index] : endpoint.AllocatedEndpoint!.Port;

    /// <summary>Puts an instance's own ports into a text that was resolved for all instances.</summary>
    public string ForInstance(IResource resource, string text, int index)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
            return text;
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            text = text.Replace(InstanceMark(resource, endpoint), InstancePort(endpoint, index).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    /// <summary>Opens the relays of a resource that needs some.</summary>
    public void OpenRelays(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            lock (_relays)
            {
                if (_instancePorts.TryGetValue(endpoint, out var ports) && !_relays.ContainsKey(endpoint))
                    _relays.Add(endpoint, new PortRelay(endpoint.AllocatedEndpoint!.Port, ports));
            }
        }
    }

    public void Dispose()
    {
        lock (_relays)
        {
            foreach (var relay in _relays.Values)
                relay.Dispose();
            _relays.Clear();
        }
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint)
    {
        var isContainer = resource.IsContainer();
        var port = Port(resource, endpoint, WantedPort(resource, endpoint));
        string expression;
        if (isContainer)
        {
            // Inside the container it is the target port; a stand-in listens on the port itself.
            expression = (endpoint.TargetPort ?? port).ToString(CultureInfo.InvariantCulture);
        }
        else if (resource.GetReplicaCount() is > 1 and var replicas)
        {
            _instancePorts[endpoint] = [.. Enumerable.Range(0, replicas).Select(_ => Free())];
            expression = InstanceMark(resource, endpoint);
        }
        else if (endpoint.TargetPort is { } target && target != port && IsProxied(resource, endpoint))
        {
            _instancePorts[endpoint] = [target];
            expression = target.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            expression = port.ToString(CultureInfo.InvariantCulture);
        }

        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, Address(endpoint, isContainer), port, BindingMode(endpoint), expression);

        // What containers see of the host.
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(endpoint, KnownHostNames.DockerDesktopHostBridge, port, EndpointBindingMode.SingleAddress, expression, KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }

    // Without a proxy the port is what the process itself has been told elsewhere: the target port.
    private int? WantedPort(IResource resource, EndpointAnnotation endpoint) =>
        !IsProxied(resource, endpoint) ? endpoint.Port ?? endpoint.TargetPort : settings.RandomizePorts ? null : endpoint.Port;

    private static bool IsProxied(IResource resource, EndpointAnnotation endpoint) =>
        endpoint.IsProxied && (!resource.TryGetLastAnnotation<ProxySupportAnnotation>(out var support) || support.ProxyEnabled);

    private int Port(IResource resource, EndpointAnnotation endpoint, int? wanted)
    {
        if (wanted is not { } port)
            return Free();
        if (!_given.Contains(port) && (endpoint.Protocol != ProtocolType.Tcp || LoopbackPort.IsFree(port)))
        {
            _given.Add(port);
            return port;
        }

        // A process that does not go through us has the port written somewhere else too: it would not hear of another.
        if (!IsProxied(resource, endpoint))
            throw new DistributedApplicationException($"Port {port} of the endpoint '{endpoint.Name}' of '{resource.Name}' is in use and the endpoint is not proxied, so no other port can stand in: end the program that listens there, or give the endpoint another port.");

        var other = Free();
        Replaced.Add((resource, endpoint, port, other));
        logs.GetLogger(resource).LogWarning("Port {Port} of the endpoint '{Endpoint}' is in use; port {Other} stands in for it.", port, endpoint.Name, other);
        return other;
    }

    private int Free()
    {
        int port;
        do
        {
            port = LoopbackPort.Free();
        }
        while (!_given.Add(port));
        return port;
    }

    // A stand-in listens on 127.0.0.1 only, and some clients are slow to come back from ::1.
    private static string Address(EndpointAnnotation endpoint, bool isContainer) =>
        isContainer && endpoint.UriScheme is not ("http" or "https") ? "127.0.0.1"
        : endpoint.TargetHost is "localhost" or "0.0.0.0" or "::" or "*" or "+" or "[::]" || endpoint.TargetHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ? KnownHostNames.Localhost
        : endpoint.TargetHost;

    private static EndpointBindingMode BindingMode(EndpointAnnotation endpoint) => endpoint.TargetHost switch
    {
        "*" or "+" => EndpointBindingMode.DualStackAnyAddresses,
        "0.0.0.0" => EndpointBindingMode.IPv4AnyAddresses,
        "::" or "[::]" => EndpointBindingMode.IPv6AnyAddresses,
        _ => EndpointBindingMode.SingleAddress,
    };

    private static string InstanceMark(IResource resource, EndpointAnnotation endpoint) => $"{{{{portOf:{resource.Name}/{endpoint.Name}}}}}";
}
