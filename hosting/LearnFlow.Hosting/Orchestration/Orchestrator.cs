using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using LearnFlow.Hosting.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Runs the model: takes the data folder, settles parameters and endpoints, sets every resource in motion, each as soon as
/// its waits allow, and stops them in reverse order.
/// </summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    HostContext host,
    ParameterValues parameters,
    EndpointAllocator endpoints,
    RunServices services,
    IEnumerable<ResourceStarter> starters,
    StartReport report,
    ResourceLogFiles logFiles,
    ILogger<Orchestrator> logger) : IHostedService, IAsyncDisposable, IDisposable
{
    /// <summary>Together with what the levels of the model add up to, within the five seconds that a person waits after Ctrl-C.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1.5);

    private readonly List<ResourceRun> _runs = [];
    private Task? _stop;
    private bool _disposed;

    /// <summary>The instances, in model order.</summary>
    public IReadOnlyList<ResourceRun> Runs => _runs;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        WaitCycles.ThrowIfAny(model.Resources);
        foreach (var name in await host.OpenAsync().ConfigureAwait(false))
            logger.LogWarning("'{Resource}' was left running by an AppHost that did not end properly; it has been stopped.", name);

        var starterOf = model.Resources.ToDictionary(r => r, r => starters.FirstOrDefault(s => s.Starts(r)));
        foreach (var (resource, starter) in starterOf)
            Prepare(resource, starter);
        ResourceCommands.AddTo(_runs, this);
        foreach (var resource in model.Resources)
            await services.Notifications.PublishUpdateAsync(resource, s => Initial(resource, starterOf[resource], s)).ConfigureAwait(false);

        await parameters.ResolveAsync(cancellationToken).ConfigureAwait(false);
        endpoints.Allocate(model.Resources);
        foreach (var resource in model.Resources)
        {
            if (resource is IResourceWithEndpoints)
                await services.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services.Provider), cancellationToken).ConfigureAwait(false);
            var urls = await ResourceUrls.MakeAsync(resource, executionContext, services.Logs, cancellationToken).ConfigureAwait(false);
            await services.Notifications.PublishUpdateAsync(resource, s => s with { Urls = [.. urls] }).ConfigureAwait(false);
        }

        logFiles.Begin(model.Resources.SelectMany(r => r.GetResolvedResourceNames()));
        report.Begin(begin, _runs);
        foreach (var run in _runs.Where(r => !r.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()))
            run.Start();

        // What has no process of its own starts by its own subscribers.
        foreach (var resource in model.Resources)
            _ = InitializeAsync(resource, cancellationToken);
        await services.Eventing.PublishAsync(new AfterResourcesCreatedEvent(services.Provider, model), cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _stop ??= StopAllAsync();

    private async Task StopAllAsync()
    {
        report.End();
        var stops = new Dictionary<IResource, Task>();
        await Task.WhenAll(model.Resources.Select(StopAsync)).ConfigureAwait(false);

        // A resource stops when everybody who waits for it has stopped.
        Task StopAsync(IResource resource)
        {
            if (!stops.TryGetValue(resource, out var stop))
                stops.Add(resource, stop = StopAfterAsync([.. Dependents(resource).Select(StopAsync)], resource));
            return stop;
        }

        async Task StopAfterAsync(Task[] dependents, IResource resource)
        {
            await Task.WhenAll(dependents).ConfigureAwait(false);
            await Task.WhenAll(_runs.Where(r => r.Resource == resource).Select(r => r.StopAsync(s_grace))).ConfigureAwait(false);
        }
    }

    /// <summary>Stops what still runs: an application under test is often only disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _runs.ForEach(r => r.Dispose());
        endpoints.Dispose();
        await logFiles.DisposeAsync().ConfigureAwait(false);
        host.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Prepare(IResource resource, ResourceStarter? starter)
    {
        if (starter is null)
            return;
        var replicas = resource.GetReplicaCount();
        if (replicas > 1)
            resource.Annotations.Add(new ResourceInstancesAnnotation([.. Enumerable.Range(1, replicas).Select(i => $"{resource.Name}-{i}")]));
        var ids = resource.GetResolvedResourceNames();
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            _runs.Add(new ResourceRun(new ResourceInstance(resource, id, i, (line, isError) => services.Logs.Append(id, parameters.Secrets.Apply(line), isError)), starter, services));
        }
    }

    private static CustomResourceSnapshot Initial(IResource resource, ResourceStarter? starter, CustomResourceSnapshot snapshot) => snapshot with
    {
        CreationTimeStamp = DateTime.UtcNow,
        State = starter is null || snapshot.State is not null ? snapshot.State : KnownResourceStates.NotStarted,
    };

    private async Task InitializeAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await services.Eventing.PublishAsync(new InitializeResourceEvent(resource, services.Eventing, services.Logs, services.Notifications, services.Provider), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "'{Resource}' could not be initialized.", resource.Name);
            await services.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
        }
    }

    private IEnumerable<IResource> Dependents(IResource resource) =>
        model.Resources.Where(r => r != resource
            && (r.Annotations.OfType<WaitAnnotation>().Any(w => w.Resource == resource) || (r as IResourceWithParent)?.Parent == resource));
}
