using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until a resource is in a state, Running when null.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before; the message says what was waited for and the last state.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until a resource is in one of several states, and says in which.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before.</exception>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToArray();
        var reached = await WaitAsync(
            resourceName,
            e => states.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase),
            $"failed to reach one of the target states: [{string.Join(", ", states)}]",
            cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until a condition holds for a resource.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before.</exception>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, "failed to meet the predicate condition", cancellationToken);

    /// <summary>Waits until a resource is healthy and its ResourceReady handlers are done.</summary>
    /// <exception cref="DistributedApplicationException">The resource ended or could not start, or the model has no such resource.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <inheritdoc cref="WaitForResourceHealthyAsync(string, CancellationToken)"/>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var stops = waitBehavior == WaitBehavior.StopOnResourceUnavailable;
        var start = $"Stopped waiting for resource '{resourceName}' to become healthy because it";
        if (stops && _services.GetService<DistributedApplicationModel>() is { } model && !model.Resources.TryGetByName(resourceName, out _))
            throw new DistributedApplicationException($"{start} does not exist in the application model.");

        var reached = await WaitAsync(
            resourceName,
            e => e.Snapshot.HealthStatus == HealthStatus.Healthy || (stops && IsUnavailable(e.Snapshot)),
            "failed to become healthy",
            cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.HealthStatus == HealthStatus.Healthy
            ? await WaitForReadyAsync(resourceName, reached.ResourceId, cancellationToken).ConfigureAwait(false)
            : throw new DistributedApplicationException($"{start} failed to start.{Why(reached.Snapshot)}");
    }

    /// <summary>Waits until everything is there that the resource's WaitFor… annotations name.</summary>
    /// <remarks>Publishes the state Waiting meanwhile.</remarks>
    /// <exception cref="DistributedApplicationException">A dependency ended, could not start or has the wrong exit code.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var waits = resource.Annotations.OfType<WaitAnnotation>().Where(w => w.Resource is not IResourceWithoutLifetime).ToArray();
        if (waits.Length == 0)
            return;

        await PublishUpdateAsync(resource, s => MayWait(s.State?.Text) ? s with { State = KnownResourceStates.Waiting } : s).ConfigureAwait(false);
        var instances = from wait in waits from id in wait.Resource.GetResolvedResourceNames() select WaitForDependencyAsync(resource, wait, id, cancellationToken);
        await Task.WhenAll(instances).ConfigureAwait(false);
    }

    // The other instances of a resource may be running, or have ended.
    private static bool MayWait(string? state) => !KnownResourceStates.TerminalStates.Contains(state)
        && state != KnownResourceStates.Running && state != KnownResourceStates.Stopping && state != KnownResourceStates.Building;

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, string id, CancellationToken cancellationToken)
    {
        var log = _resourceLoggers.GetLogger(resource);
        var name = wait.Resource.Name;
        log.LogInformation("Waiting for resource '{ResourceName}' {Condition}.", id, wait.Condition);

        var stops = (wait.WaitBehavior ?? DefaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;
        var completes = wait.WaitType == WaitType.WaitForCompletion;
        var reached = await WaitAsync(
            name,
            e => e.ResourceId == id && (completes
                ? IsTerminal(e.Snapshot)
                : e.Snapshot.State?.Text == KnownResourceStates.Running || (stops && IsUnavailable(e.Snapshot))),
            completes ? "failed to reach a terminal state" : "failed to reach the 'Running' state",
            cancellationToken).ConfigureAwait(false);

        if (Problem(reached.Snapshot, completes ? wait.ExitCode : null) is { } problem)
        {
            log.LogError("Dependency resource '{ResourceName}' {Problem}.", id, problem);
            throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for dependency resource '{id}' because it {problem}.{Why(reached.Snapshot)}");
        }
        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            await WaitAsync(
                name,
                e => e.ResourceId == id && (e.Snapshot.HealthStatus == HealthStatus.Healthy || (stops && IsUnavailable(e.Snapshot))),
                "failed to become healthy",
                cancellationToken).ConfigureAwait(false);
            if (TryGetCurrentState(id, out var current) && stops && Problem(current.Snapshot, null) is { } ended)
                throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for dependency resource '{id}' because it {ended}.{Why(current.Snapshot)}");
            await WaitForReadyAsync(name, id, cancellationToken).ConfigureAwait(false);
        }
        log.LogInformation("Finished waiting for resource '{ResourceName}'.", id);
    }

    private async Task<ResourceEvent> WaitForReadyAsync(string resourceName, string id, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(
            resourceName,
            e => e.ResourceId == id && e.Snapshot.ResourceReadyEvent is not null,
            "failed to execute the resource ready event",
            cancellationToken).ConfigureAwait(false);
        await ready.Snapshot.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken).ConfigureAwait(false);
        return ready;
    }

    private async Task<ResourceEvent> WaitAsync(string resourceName, Func<ResourceEvent, bool> predicate, string failure, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var resourceEvent in WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (StringComparer.OrdinalIgnoreCase.Equals(resourceName, resourceEvent.Resource.Name) && predicate(resourceEvent))
                    return resourceEvent;
            }
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(Cancelled(), e, e.CancellationToken);
        }
        throw new OperationCanceledException(Cancelled());

        string Cancelled()
        {
            var state = TryGetCurrentState(resourceName, out var current) ? current.Snapshot : null;
            return $"Resource '{resourceName}' {failure} before the operation was cancelled. "
                + (state is null ? "It has no state yet." : $"Its state is '{state.State?.Text}', its health '{state.HealthStatus?.ToString() ?? "unknown"}'.");
        }
    }

    private static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) || snapshot.ExitCode is not null;

    private static bool IsUnavailable(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    /// <summary>The reason that the orchestrator gave, with the last lines of the log.</summary>
    private static string Why(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(p => p.Name == CustomResourceKnownProperties.Reason)?.Value is string reason ? Environment.NewLine + reason : "";

    /// <summary>Why a dependency will not do; null when it does.</summary>
    private static string? Problem(CustomResourceSnapshot snapshot, int? expectedExitCode)
    {
        if (snapshot.State?.Text == KnownResourceStates.FailedToStart)
            return "failed to start";
        if (expectedExitCode is { } expected)
            return snapshot.ExitCode is { } code && code != expected ? $"entered the '{snapshot.State?.Text}' state with exit code '{code}', expected '{expected}'" : null;
        return IsUnavailable(snapshot) ? $"entered the '{snapshot.State?.Text}' state prematurely" : null;
    }
}
