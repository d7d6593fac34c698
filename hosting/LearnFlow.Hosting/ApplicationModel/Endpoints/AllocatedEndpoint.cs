using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address that an endpoint got.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Endpoint.Name}, UriString = {UriString}")]
public class AllocatedEndpoint
{
    /// <summary>Describes an address.</summary>
    /// <param name="endpoint">The endpoint that got it.</param>
    /// <param name="address">A host name or IP address that clients can use.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="bindingMode">How the resource's socket is bound.</param>
    /// <param name="targetPortExpression">The resource's own port as a text that the orchestrator resolves.</param>
    /// <param name="networkId">The network of the address; the endpoint's own when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is out of range.</exception>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null, NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? endpoint.DefaultNetworkID;
    }

    /// <inheritdoc cref="AllocatedEndpoint(EndpointAnnotation, string, int, EndpointBindingMode, string?, NetworkIdentifier?)"/>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression) { }

    /// <summary>The endpoint that got the address.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>A host name or IP address that clients can use.</summary>
    public string Address { get; }

    /// <summary>How the resource's socket is bound.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The port that clients use.</summary>
    public int Port { get; }

    /// <summary>The network of the address.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>The scheme of the URL.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary><c>address:port</c>.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary><c>scheme://address:port</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>The resource's own port as a text that the orchestrator resolves.</summary>
    public string? TargetPortExpression { get; }

    /// <inheritdoc/>
    public override string ToString() => UriString;
}

/// <summary>How a socket is bound.</summary>
public enum EndpointBindingMode
{
    /// <summary>To one address.</summary>
    SingleAddress,

    /// <summary>To all addresses, IPv4 and IPv6.</summary>
    DualStackAnyAddresses,

    /// <summary>To all IPv4 addresses.</summary>
    IPv4AnyAddresses,

    /// <summary>To all IPv6 addresses.</summary>
    IPv6AnyAddresses,
}
