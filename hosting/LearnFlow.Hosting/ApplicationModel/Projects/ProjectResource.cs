namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project.</summary>
public class ProjectResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Chosen endpoints whose addresses the project learns from ASPNETCORE_URLS; all when empty.</summary>
    internal List<Func<EndpointAnnotation, bool>> EndpointEnvironmentFilters { get; } = [];

    /// <summary>Whether an https endpoint got its address only by default, so that a deployment decides about https.</summary>
    internal EndpointAnnotation? DefaultHttpsEndpoint { get; set; }

    internal bool ShouldInjectEndpointEnvironment(EndpointReference endpoint) =>
        EndpointEnvironmentFilters.All(filter => filter(endpoint.EndpointAnnotation));
}

/// <summary>Questions to a project.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>Where the project is.</summary>
    /// <exception cref="InvalidOperationException">The resource does not say, or says it twice.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
    {
        ArgumentNullException.ThrowIfNull(projectResource);
        var found = projectResource.Annotations.OfType<IProjectMetadata>().Take(2).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new InvalidOperationException($"Resource '{projectResource.Name}' carries {(found.Length == 0 ? "no" : "more than one")} {nameof(IProjectMetadata)} annotation; a project has exactly one.");
    }
}
