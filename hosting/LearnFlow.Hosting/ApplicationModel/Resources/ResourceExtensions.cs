using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions to a resource's annotations.</summary>
public static partial class ResourceExtensions
{
    /// <summary>The annotation of the type that was added last.</summary>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation) where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>All annotations of the type; false when there are none.</summary>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result) where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        var found = resource.Annotations.OfType<T>().ToArray();
        result = found.Length > 0 ? found : null;
        return result is not null;
    }

    /// <summary>Whether there is an annotation of the type.</summary>
    public static bool HasAnnotationOfType<T>(this IResource resource) where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<T>().Any();
    }

    /// <summary>Whether the resource or one of its owners has an annotation of the type.</summary>
    public static bool HasAnnotationIncludingAncestorsOfType<T>(this IResource resource) where T : IResourceAnnotation =>
        WithAncestors(resource).Any(r => r.HasAnnotationOfType<T>());

    /// <summary>The annotations of the type of the resource, then of its owners; false when there are none.</summary>
    public static bool TryGetAnnotationsIncludingAncestorsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result) where T : IResourceAnnotation
    {
        var found = WithAncestors(resource).SelectMany(r => r.Annotations.OfType<T>()).ToArray();
        result = found.Length > 0 ? found : null;
        return result is not null;
    }

    /// <summary>The callbacks that make up the resource's environment.</summary>
    public static bool TryGetEnvironmentVariables(this IResource resource, [NotNullWhen(true)] out IEnumerable<EnvironmentCallbackAnnotation>? environmentVariables) =>
        resource.TryGetAnnotationsOfType(out environmentVariables);

    /// <summary>The volumes and bind mounts of a container.</summary>
    public static bool TryGetContainerMounts(this IResource resource, [NotNullWhen(true)] out IEnumerable<ContainerMountAnnotation>? volumeMounts) =>
        resource.TryGetAnnotationsOfType(out volumeMounts);

    /// <summary>The endpoints of the resource.</summary>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>The URLs shown for the resource.</summary>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    /// <summary>References to all endpoints of the resource.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(e => new EndpointReference(resource, e));

    /// <summary>References to all endpoints as seen from a network.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource, NetworkIdentifier contextNetworkId) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(e => new EndpointReference(resource, e, contextNetworkId));

    /// <summary>A reference to an endpoint by name; the endpoint may be added later.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>A reference to an endpoint by name as seen from a network.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName, NetworkIdentifier contextNetworkId) =>
        new(resource, endpointName, contextNetworkId);

    /// <summary>How many processes of the resource run; 1 unless WithReplicas says otherwise.</summary>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>Whether the manifest leaves the resource out.</summary>
    public static bool IsExcludedFromPublish(this IResource resource) =>
        resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation == ManifestPublishingCallbackAnnotation.Ignore;

    /// <summary>Whether the resource carries a container image.</summary>
    public static bool IsContainer(this IResource resource) =>
        resource.HasAnnotationOfType<ContainerImageAnnotation>() || resource.HasAnnotationOfType<DockerfileBuildAnnotation>();

    /// <summary>The image reference (<c>registry/image:tag</c> or <c>image@sha256:…</c>) of a container.</summary>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName) =>
        (imageName = resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image) ? image.Reference : null) is not null;

    /// <summary>The names under which the running instances of the resource report their state.</summary>
    internal static IReadOnlyList<string> GetResolvedResourceNames(this IResource resource) =>
        resource.TryGetLastAnnotation<ResourceInstancesAnnotation>(out var instances) ? instances.Names : [resource.Name];

    /// <summary>The resource that owns this one and all above, or the resource itself.</summary>
    internal static IResource GetRootResource(this IResource resource) => WithAncestors(resource).Last();

    private static IEnumerable<IResource> WithAncestors(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        for (IResource? r = resource; r is not null; r = (r as IResourceWithParent)?.Parent)
            yield return r;
    }
}
