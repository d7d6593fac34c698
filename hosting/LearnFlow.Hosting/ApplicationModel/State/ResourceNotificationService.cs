using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the state of every resource: publish, look up, watch and wait.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceState> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _watchersLock = new();
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _resourceLoggers;
    private ImmutableList<ChannelWriter<ResourceEvent>> _watchers = [];

    /// <summary>Creates the service; normally the builder does.</summary>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "Public shape of the stock API.")]
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
        _logger = logger ?? throw new ArgumentNullException(nameof(logger));
        _services = serviceProvider ?? throw new ArgumentNullException(nameof(serviceProvider));
        _resourceLoggers = resourceLoggerService ?? throw new ArgumentNullException(nameof(resourceLoggerService));
        DefaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior
            ?? WaitBehavior.StopOnResourceUnavailable;
    }

    internal WaitBehavior DefaultWaitBehavior { get; set; }

    /// <summary>The present state of a resource or an instance; by the resource's name where it has one instance.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        if (!_states.TryGetValue(resourceId, out var state))
        {
            var ofResource = _states.Values.Where(s => StringComparer.OrdinalIgnoreCase.Equals(s.Resource.Name, resourceId)).Take(2).ToArray();
            state = ofResource.Length == 1 ? ofResource[0] : null;
        }
        resourceEvent = state?.Latest;
        return resourceEvent is not null;
    }

    /// <summary>All present states, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (_watchersLock)
        {
            foreach (var state in _states.Values)
            {
                if (state.Latest is { } latest)
                    channel.Writer.TryWrite(latest);
            }
            _watchers = _watchers.Add(channel.Writer);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        try
        {
            await foreach (var resourceEvent in channel.Reader.ReadAllAsync(ended.Token).ConfigureAwait(false))
                yield return resourceEvent;
        }
        finally
        {
            lock (_watchersLock)
                _watchers = _watchers.Remove(channel.Writer);
        }
    }

    /// <summary>Changes the state of all instances of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetResolvedResourceNames())
            await PublishUpdateAsync(resource, name, stateFactory).ConfigureAwait(false);
    }

    /// <summary>Changes the state of one instance of a resource.</summary>
    /// <exception cref="InvalidOperationException">The id belongs to another resource.</exception>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        var state = _states.GetOrAdd(resourceId, _ => new ResourceState(resource));
        if (state.Resource != resource)
            throw new InvalidOperationException($"Resource instance doesn't match resource previously registered with specified resource id '{resourceId}'.");

        lock (state)
        {
            var previous = state.Latest?.Snapshot;
            var next = WithAnnotations(resource, stateFactory(previous ?? Initial(resource)));
            if (previous == next)
                return Task.CompletedTask;
            next = next with { Version = ++state.Version };
            Notify(state, new ResourceEvent(resource, resourceId, next));
            if (next.State?.Text is { Length: > 0 } now && now != previous?.State?.Text)
                LogChange(resource.Name, resourceId, previous?.State?.Text, now);
        }
        return Task.CompletedTask;
    }

    private void LogChange(string name, string id, string? before, string now)
    {
        if (string.IsNullOrEmpty(before))
            _logger.LogDebug("Resource {ResourceName}/{ResourceId} changed state: {NewState}", name, id, now);
        else
            _logger.LogDebug("Resource {ResourceName}/{ResourceId} changed state: {PreviousState} -> {NewState}", name, id, before, now);
    }

    /// <summary>Ends all watches and waits.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sets the latest event and tells the watchers in one step, so that a new watcher sees each event once.</summary>
    private void Notify(ResourceState state, ResourceEvent resourceEvent)
    {
        lock (_watchersLock)
        {
            state.Latest = resourceEvent;
            foreach (var watcher in _watchers)
                watcher.TryWrite(resourceEvent);
        }
    }

    private static CustomResourceSnapshot Initial(IResource resource) =>
        resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new()
            {
                ResourceType = resource.GetType().Name,
                Properties = [],
                Relationships = [.. Relationships(resource)],
            };

    private static IEnumerable<RelationshipSnapshot> Relationships(IResource resource)
    {
        if (resource is IResourceWithParent child)
            yield return new(child.Parent.Name, KnownRelationshipTypes.Parent);
        foreach (var relation in resource.Annotations.OfType<ResourceRelationshipAnnotation>())
            yield return new(relation.Resource.Name, relation.Type);
    }

    /// <summary>Commands, icon and relations follow from the annotations.</summary>
    private CustomResourceSnapshot WithAnnotations(IResource resource, CustomResourceSnapshot snapshot)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = _services };
        var commands = resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => c.ToSnapshot(context)).ToImmutableArray();
        if (!commands.SequenceEqual(snapshot.Commands) && commands.Length > 0)
            snapshot = snapshot with { Commands = commands };
        if (snapshot.IconName is null && resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon))
            snapshot = snapshot with { IconName = icon.IconName, IconVariant = icon.IconVariant };
        if (resource.TryGetLastAnnotation<HiddenAnnotation>(out var hidden) && IsHiddenNow(hidden, snapshot) is var isHidden && snapshot.IsHidden != isHidden)
            snapshot = snapshot with { IsHidden = isHidden };

        // Until the first answer a resource with checks is not healthy.
        if (snapshot.HealthReports.IsEmpty && resource.HasAnnotationOfType<HealthCheckAnnotation>())
            snapshot = snapshot with { HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => new HealthReportSnapshot(c.Key, null, null, null))] };
        var relationships = Relationships(resource).ToImmutableArray();
        return relationships.SequenceEqual(snapshot.Relationships) ? snapshot : snapshot with { Relationships = relationships };
    }

    private static bool IsHiddenNow(HiddenAnnotation hidden, CustomResourceSnapshot snapshot) =>
        hidden.Behavior == HiddenBehavior.Always
        || (KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) && snapshot.ExitCode is { } exitCode && hidden.SuccessfulExitCodes.Contains(exitCode));

    private sealed class ResourceState(IResource resource)
    {
        public IResource Resource { get; } = resource;
        public ResourceEvent? Latest { get; set; }
        public long Version { get; set; }
    }
}
