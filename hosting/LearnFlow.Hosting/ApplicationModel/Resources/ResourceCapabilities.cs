namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs with environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource that is started with command line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>A resource that listens.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource whose endpoints others find by name (<c>services__name__scheme__0</c>).</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>A resource that can wait for others.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that is there from the start and never runs; nobody waits for it.</summary>
public interface IResourceWithoutLifetime : IResource;

/// <summary>A resource that answers probes.</summary>
public interface IResourceWithProbes : IResource;

/// <summary>A resource that runs code: a project, a container, an executable.</summary>
public interface IComputeResource : IResource;

/// <summary>A resource with a table of parameters of its own (a template deployment).</summary>
public interface IResourceWithParameters : IResource
{
    /// <summary>Parameter values by name.</summary>
    IDictionary<string, object?> Parameters { get; }
}

/// <summary>A resource that belongs to another and shares its lifetime, as a database to its server.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The owner.</summary>
    IResource Parent { get; }
}

/// <summary>A resource that belongs to another of a known type.</summary>
/// <typeparam name="T">The owner's type.</typeparam>
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    /// <summary>The owner.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}
