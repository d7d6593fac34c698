using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>A Dapr component: a state store, a broker, a secret store, ….</summary>
public interface IDaprComponentResource : IResource, IResourceWithWaitSupport
{
    /// <summary>The component type (<c>state.postgresql</c>), or a building block (<c>state</c>, <c>pubsub</c>).</summary>
    string Type { get; }

    /// <summary>Its settings.</summary>
    DaprComponentOptions? Options { get; }
}

/// <summary>The sidecar of a resource.</summary>
public interface IDaprSidecarResource : IResource, IResourceWithWaitSupport;

/// <inheritdoc cref="IDaprComponentResource"/>
public sealed class DaprComponentResource(string name, string type) : Resource(name), IDaprComponentResource
{
    /// <inheritdoc/>
    public string Type { get; } = type;

    /// <inheritdoc/>
    public DaprComponentOptions? Options { get; init; }
}

internal sealed class DaprSidecarResource(string name) : Resource(name), IDaprSidecarResource
{
    /// <summary>Callers of the sidecar send it (DAPR_API_TOKEN).</summary>
    public string ApiToken { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The sidecar sends it to its app (APP_API_TOKEN).</summary>
    public string AppToken { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>How it runs.</summary>
    public DaprSidecarOptions Options => Annotations.OfType<DaprSidecarOptionsAnnotation>().LastOrDefault()?.Options ?? new();

    /// <summary>The components that it loads.</summary>
    public IReadOnlyList<IDaprComponentResource> Components => [.. Annotations.OfType<DaprComponentReferenceAnnotation>().Select(r => r.Component).Distinct()];
}

/// <summary>The sidecar that a resource has.</summary>
public sealed record DaprSidecarAnnotation(IDaprSidecarResource Sidecar) : IResourceAnnotation;

/// <summary>How a sidecar runs.</summary>
public sealed record DaprSidecarOptionsAnnotation(DaprSidecarOptions Options) : IResourceAnnotation;

/// <summary>A component that a sidecar loads.</summary>
public sealed record DaprComponentReferenceAnnotation(IDaprComponentResource Component) : IResourceAnnotation;

/// <summary>A metadata entry of a component: a string, a parameter, or another value that is known later.</summary>
/// <param name="Name">The entry's name; a later entry of the same name takes the place of an earlier one.</param>
/// <param name="Value">A string or an <see cref="IValueProvider"/>.</param>
internal sealed record DaprComponentMetadataAnnotation(string Name, object Value) : IResourceAnnotation;
