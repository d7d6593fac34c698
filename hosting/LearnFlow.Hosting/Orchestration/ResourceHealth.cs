using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Asks the health checks of every running resource, often while it starts and seldom once it is well, publishes what they
/// say, and tells the first time it is healthy (ResourceReady). A resource without checks is ready as soon as it runs.
/// </summary>
internal sealed class ResourceHealth(
    ResourceNotificationService notifications,
    HealthCheckService checks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILogger<ResourceHealth> logger) : BackgroundService
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(30), s_slowest = TimeSpan.FromSeconds(5), s_healthy = TimeSpan.FromSeconds(30);
    private const double Growth = 1.1;
    private readonly ConcurrentDictionary<IResource, CancellationTokenSource> _watched = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                var state = change.Snapshot.State?.Text;
                if (state == KnownResourceStates.Running)
                {
                    var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    if (_watched.TryAdd(change.Resource, stop))
                        _ = WatchAsync(change.Resource, stop.Token);
                    else
                        stop.Dispose();
                }
                else if ((KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.Starting) && !AnyRuns(change.Resource) && _watched.TryRemove(change.Resource, out var watch))
                {
                    await watch.CancelAsync().ConfigureAwait(false);
                    watch.Dispose();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private bool AnyRuns(IResource resource) => resource.GetResolvedResourceNames()
        .Any(id => notifications.TryGetCurrentState(id, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running);

    private async Task WatchAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            var keys = resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var annotations)
                ? annotations.Select(a => a.Key).ToHashSet()
                : [];
            if (keys.Count == 0)
            {
                await BecomeReadyAsync(resource, cancellationToken).ConfigureAwait(false);
                return;
            }

            var isReady = false;
            var delay = s_first;
            while (true)
            {
                var report = await CheckAsync(keys, cancellationToken).ConfigureAwait(false);
                await PublishAsync(resource, report).ConfigureAwait(false);
                if (report.Status == HealthStatus.Healthy)
                {
                    if (!isReady)
                        await BecomeReadyAsync(resource, cancellationToken).ConfigureAwait(false);
                    isReady = true;
                    delay = s_first;
                    await Task.Delay(s_healthy, time, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
                    delay = delay * Growth > s_slowest ? s_slowest : delay * Growth;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It no longer runs.
        }
        catch (Exception e)
        {
            logger.LogError(e, "The health of '{Resource}' is no longer watched.", resource.Name);
        }
    }

    private async Task<HealthReport> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            return await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A check that cannot even be made.
            var entry = new HealthReportEntry(HealthStatus.Unhealthy, e.Message, TimeSpan.Zero, e, data: null);
            return new HealthReport(keys.ToDictionary(k => k, _ => entry), TimeSpan.Zero);
        }
    }

    private Task PublishAsync(IResource resource, HealthReport report)
    {
        var ranAt = time.GetUtcNow().UtcDateTime;
        var fresh = report.Entries.Select(e => new HealthReportSnapshot(e.Key, e.Value.Status, e.Value.Description, e.Value.Exception?.ToString()) { LastRunAt = ranAt }).ToImmutableArray();
        return notifications.PublishUpdateAsync(resource, s => s with
        {
            HealthReports = [.. s.HealthReports.Where(old => fresh.All(f => f.Name != old.Name)), .. fresh],
        });
    }

    private async Task BecomeReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        var handlers = eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);
        try
        {
            await handlers.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "A ResourceReady subscriber of '{Resource}' failed.", resource.Name);
        }

        // Those who wait for the resource see the handlers' failure through the task.
        await notifications.PublishUpdateAsync(resource, s => s with { ResourceReadyEvent = new EventSnapshot(handlers) }).ConfigureAwait(false);
    }
}
