using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Starts one kind of resource.</summary>
internal abstract class ResourceStarter
{
    /// <summary>Whether the resource is of this kind.</summary>
    public abstract bool Starts(IResource resource);

    /// <summary>Starts an instance and returns when it runs; whether it is healthy is asked elsewhere.</summary>
    /// <exception cref="Exception">It cannot be started; the message says why and what to do.</exception>
    public abstract Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken);
}

/// <summary>One process of a resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Id">The name under which it reports its state and its log.</param>
/// <param name="Index">0 for the first process.</param>
/// <param name="WriteLine">Takes a line of its output, and whether it is from standard error.</param>
internal sealed record ResourceInstance(IResource Resource, string Id, int Index, Action<string, bool> WriteLine);
