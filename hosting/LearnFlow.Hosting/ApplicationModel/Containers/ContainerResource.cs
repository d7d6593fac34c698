namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container.</summary>
public class ContainerResource(string name, string? entrypoint = null) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>The program to start in place of the image's.</summary>
    public string? Entrypoint { get; set; } = entrypoint;

    /// <summary>Whether the entry point is a shell script's text.</summary>
    public bool? ShellExecution { get; set; }

    /// <summary>Whether the embedded host has a stand-in that runs as a process of the machine; set by the orchestrator.</summary>
    internal bool RunsOnHost { get; set; }
}
