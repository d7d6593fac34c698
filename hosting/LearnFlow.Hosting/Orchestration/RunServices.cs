using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>What every <see cref="ResourceRun"/> works with.</summary>
internal sealed class RunServices(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IDistributedApplicationEventing eventing,
    EndpointAllocator endpoints,
    ConnectionStrings connectionStrings,
    IServiceProvider provider,
    TimeProvider time,
    ILogger<ResourceRun> logger)
{
    private readonly Lazy<ILookup<IResource, IResource>> _children = new(() =>
        model.Resources.OfType<IResourceWithParent>().Where(c => c is not IComputeResource).ToLookup(c => c.Parent, c => (IResource)c));

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Logs => logs;

    public IDistributedApplicationEventing Eventing => eventing;

    public EndpointAllocator Endpoints => endpoints;

    public ConnectionStrings ConnectionStrings => connectionStrings;

    public IServiceProvider Provider => provider;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>The resources that live in this one, and those that live in them.</summary>
    public IEnumerable<IResource> ChildrenOf(IResource resource) => _children.Value[resource].SelectMany(c => ChildrenOf(c).Prepend(c));
}
