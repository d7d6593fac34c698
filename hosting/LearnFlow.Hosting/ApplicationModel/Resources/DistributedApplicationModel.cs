using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the application consists of; filled by AppHost.cs, read by the orchestrator and the publishers.</summary>
[DebuggerDisplay("Resources = {Resources.Count}")]
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Creates a model of the given resources.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(new ResourceCollection(resources)) { }

    /// <summary>The resources, in the order of their addition.</summary>
    public IResourceCollection Resources { get; } = resources;
}

/// <summary>Selections of a model's resources.</summary>
public static class DistributedApplicationModelExtensions
{
    /// <summary>The resources that run code and are part of the deployment.</summary>
    public static IEnumerable<IResource> GetComputeResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(r => r is IComputeResource && !r.IsExcludedFromPublish());
    }

    /// <summary>The projects of the model.</summary>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>The executables of the model.</summary>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ExecutableResource>();
    }

    /// <summary>The resources that carry a container image.</summary>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(r => r.IsContainer());
    }
}
