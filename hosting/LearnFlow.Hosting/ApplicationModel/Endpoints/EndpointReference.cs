using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource by name. Its value is the URL; <see cref="Property"/> gives other parts.</summary>
[DebuggerDisplay("Resource = {Resource.Name}, EndpointName = {EndpointName}, IsAllocated = {IsAllocated}")]
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    private EndpointAnnotation? _annotation;

    /// <summary>Refers to a known endpoint, seen from a network.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkId)
        : this(owner, endpoint?.Name ?? throw new ArgumentNullException(nameof(endpoint)), contextNetworkId) => _annotation = endpoint;

    /// <summary>Refers to a known endpoint.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint) : this(owner, endpoint, null) { }

    /// <summary>Refers to an endpoint by name; it may be added later.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName, NetworkIdentifier? contextNetworkId = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpointName);
        Resource = owner;
        EndpointName = endpointName;
        ContextNetworkID = contextNetworkId;
    }

    /// <inheritdoc cref="EndpointReference(IResourceWithEndpoints, string, NetworkIdentifier?)"/>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName) : this(owner, endpointName, null) { }

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>The network from which the endpoint is seen; null for that of whoever asks.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>What to say when there is no such endpoint.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The endpoint.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name; the message lists those it has.</exception>
    public EndpointAnnotation EndpointAnnotation => Find() ?? throw new InvalidOperationException(ErrorMessage ?? MissingMessage());

    /// <summary>Whether the resource has an endpoint of that name.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether the endpoint has its address.</summary>
    public bool IsAllocated => Allocated is not null;

    /// <summary>Whether the scheme is http.</summary>
    public bool IsHttp => IsScheme("http");

    /// <summary>Whether the scheme is https.</summary>
    public bool IsHttps => IsScheme("https");

    /// <summary>Whether the connection is encrypted.</summary>
    public bool TlsEnabled => Exists && EndpointAnnotation.TlsEnabled;

    /// <summary>Whether the name is http or https.</summary>
    public bool IsHttpSchemeNamedEndpoint => Same(EndpointName, "http") || Same(EndpointName, "https");

    /// <summary>Whether WithReference of the whole resource passes this endpoint over.</summary>
    public bool ExcludeReferenceEndpoint => Exists && EndpointAnnotation.ExcludeReferenceEndpoint;

    /// <summary>The scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>The port on which the resource listens, when it is fixed.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>The allocated port that clients use.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public int Port => RequireAllocated().Port;

    /// <summary>The allocated host name or address.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public string Host => RequireAllocated().Address ?? KnownHostNames.Localhost;

    /// <summary>The allocated URL.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public string Url => RequireAllocated().UriString;

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    /// <summary>A part of the endpoint as a value.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>One of two expressions, by whether the connection is encrypted.</summary>
    public ReferenceExpression GetTlsValue(ReferenceExpression enabledValue, ReferenceExpression disabledValue) =>
        ReferenceExpression.CreateConditional(Property(EndpointProperty.TlsEnabled), bool.TrueString, enabledValue, disabledValue);

    /// <summary>The URL; waits until the endpoint has its address.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    /// <summary>The URL as one resource sees it; waits until the endpoint has its address.</summary>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    private AllocatedEndpoint? Allocated => Find()?.AllAllocatedEndpoints.Find(ContextNetworkID ?? KnownNetworkIdentifiers.LocalhostNetwork);

    private AllocatedEndpoint RequireAllocated() => Allocated
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    private EndpointAnnotation? Find() =>
        _annotation ??= Resource.Annotations.OfType<EndpointAnnotation>().SingleOrDefault(e => Same(e.Name, EndpointName));

    private string MissingMessage()
    {
        var names = Resource.Annotations.OfType<EndpointAnnotation>().Select(e => $"`{e.Name}`").Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return $"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`. "
            + (names.Length == 0 ? "The resource has no endpoints defined." : $"Available endpoints: {string.Join(", ", names)}.");
    }

    private bool IsScheme(string scheme) => Same(Scheme, scheme);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
