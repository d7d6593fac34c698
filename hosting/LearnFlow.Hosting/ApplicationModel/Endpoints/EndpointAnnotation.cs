using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a resource listens: the wish at first, the allocated address once it runs.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;
    private (int? Value, bool Cleared) _port, _targetPort;
    private bool? _tlsEnabled;
    private bool _isProxied = true;
    private bool? _isExplicitlyProxied;

    /// <summary>Describes an endpoint; what is not given follows from the protocol and the scheme.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">The scheme of the URL; the protocol's name when null.</param>
    /// <param name="transport">http, http2, tcp or udp; http for http and https when null.</param>
    /// <param name="name">Unique in the resource; the scheme when null.</param>
    /// <param name="port">The port that clients use; allocated when null.</param>
    /// <param name="targetPort">The port on which the resource listens; allocated when null.</param>
    /// <param name="isExternal">Whether clients outside of the application reach it; false when null.</param>
    /// <param name="isProxied">Whether something may stand between clients and the resource; true when null.</param>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, [EndpointName] string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
        : this(protocol, null, uriScheme, transport, name, port, targetPort, isExternal, isProxied) { }

    /// <inheritdoc cref="EndpointAnnotation(ProtocolType, string?, string?, string?, int?, int?, bool?, bool?)"/>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkId, string? uriScheme = null, string? transport = null, [EndpointName] string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? ProtocolName;
        Name = name ?? UriScheme;
        ModelName.ValidateName(nameof(EndpointAnnotation), Name);
        _transport = transport;
        _port.Value = port;
        _targetPort.Value = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        AllAllocatedEndpoints.Add(DefaultNetworkID, Allocation);
    }

    /// <inheritdoc cref="EndpointAnnotation(ProtocolType, string?, string?, string?, int?, int?, bool?, bool?)"/>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme, string? transport, [EndpointName] string? name, int? port, int? targetPort, bool? isExternal, bool isProxied)
        : this(protocol, null, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied) { }

    /// <inheritdoc cref="EndpointAnnotation(ProtocolType, string?, string?, string?, int?, int?, bool?, bool?)"/>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkId, string? uriScheme, string? transport, [EndpointName] string? name, int? port, int? targetPort, bool? isExternal, bool isProxied)
        : this(protocol, networkId, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied) { }

    /// <summary>Unique in the resource, without regard to case.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port that clients use. Without a proxy it is the target port, unless set.</summary>
    public int? Port
    {
        get => _port.Value ?? (IsProxied || _port.Cleared ? null : _targetPort.Value);
        set => _port = (value, value is null);
    }

    /// <summary>The port on which the resource listens. Without a proxy it is the port, unless set.</summary>
    public int? TargetPort
    {
        get => _targetPort.Value ?? (IsProxied || _targetPort.Cleared ? null : _port.Value);
        set => _targetPort = (value, value is null);
    }

    /// <summary>The scheme of the URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host name or address to listen on.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>http, http2, tcp or udp.</summary>
    public string Transport
    {
        get => _transport ?? (IsScheme("http") || IsScheme("https") ? "http" : ProtocolName);
        set => _transport = value;
    }

    /// <summary>Whether clients outside of the application reach it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether something may stand between clients and the resource.</summary>
    public bool IsProxied
    {
        get => _isProxied;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was said about the proxy; null when nothing.</summary>
    public bool? IsExplicitlyProxied
    {
        get => _isExplicitlyProxied;
        set => (_isExplicitlyProxied, _isProxied) = (value, value ?? true);
    }

    /// <summary>Whether WithReference of the whole resource passes this endpoint over.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Whether the connection is encrypted; by the scheme unless set.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? IsScheme("https");
        set => _tlsEnabled = value;
    }

    /// <summary>The network that the resource itself is on.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>The address on the resource's own network; null until it is allocated.</summary>
    /// <exception cref="InvalidOperationException">Set to an address of another network.</exception>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => Allocation.ValueOrDefault;
        set
        {
            if (value is null)
                Allocation.SetException(new InvalidOperationException($"The endpoint `{Name}` is not allocated"));
            else if (value.NetworkID != DefaultNetworkID)
                throw new InvalidOperationException($"The default AllocatedEndpoint's network ID must match the EndpointAnnotation network ID ('{DefaultNetworkID}'). The attempted AllocatedEndpoint belongs to '{value.NetworkID}'.");
            else
                Allocation.SetValue(value);
        }
    }

    /// <summary>The addresses by network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    /// <summary>The port as it was given, without the rule for endpoints without a proxy.</summary>
    internal int? SpecifiedPort => _port.Value;

    /// <summary>Whether the endpoint was read from a launch profile.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>The variable that tells the process its target port.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    private ValueSnapshot<AllocatedEndpoint> Allocation { get; } = new();

    private string ProtocolName => Protocol.ToString().ToLowerInvariant();

    private bool IsScheme(string scheme) => string.Equals(UriScheme, scheme, StringComparison.OrdinalIgnoreCase);
}
