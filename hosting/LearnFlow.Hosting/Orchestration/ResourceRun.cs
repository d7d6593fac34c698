using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// The life of one instance: NotStarted, Waiting, Starting, Running, Stopping, then Exited, Finished or FailedToStart; and
/// again from the start when asked.
/// </summary>
internal sealed class ResourceRun(ResourceInstance instance, ResourceStarter starter, RunServices services) : IDisposable
{
    private const int LastLines = 12;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _starting;
    private TaskCompletionSource? _skipWaiting;
    private RunningResource? _running;
    private Task _life = Task.CompletedTask;
    private bool _stopAsked;

    public IResource Resource => instance.Resource;

    public string Id => instance.Id;

    /// <summary>Starts the instance unless it is alive; one that waits for others is let go at once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (!_life.IsCompleted)
            {
                _skipWaiting?.TrySetResult();
                return;
            }

            _starting?.Dispose();
            _starting = new CancellationTokenSource();
            _skipWaiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _stopAsked = false;
            var (cancellationToken, skip) = (_starting.Token, _skipWaiting.Task);
            _life = Task.Run(() => LiveAsync(skip, cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>Stops the instance, whatever it is doing, and returns when it has ended.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        RunningResource? running;
        Task life;
        lock (_gate)
        {
            if (_life.IsCompleted)
                return;
            (running, life) = (_running, _life);
            _stopAsked = true;
            _starting?.Cancel();
        }

        if (running is not null)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
            await running.StopAsync(grace).ConfigureAwait(false);
        }

        await life.ConfigureAwait(false);
    }

    public void Dispose() => _starting?.Dispose();

    private async Task LiveAsync(Task skipWaiting, CancellationToken cancellationToken)
    {
        try
        {
            RunningResource running;
            try
            {
                await PrepareAsync(skipWaiting, cancellationToken).ConfigureAwait(false);
                running = await starter.StartAsync(instance, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await EndAsync(KnownResourceStates.Exited, null, null).ConfigureAwait(false);
                return;
            }
            catch (Exception e)
            {
                services.Logs.GetLogger(Id).LogError("{Reason}", e.Message);
                await EndAsync(KnownResourceStates.FailedToStart, null, e.Message).ConfigureAwait(false);
                return;
            }

            bool stopped;
            lock (_gate)
                (_running, stopped) = (running, _stopAsked);
            if (stopped)
                await running.StopAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            else
                await RunsAsync(running).ConfigureAwait(false);

            var exitCode = await running.Completion.ConfigureAwait(false);
            lock (_gate)
                (_running, stopped) = (null, _stopAsked);
            await EndAsync(stopped ? KnownResourceStates.Exited : running.EndState, exitCode, stopped || exitCode == 0 ? null : Died(exitCode)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            services.Logger.LogError(e, "The life of '{Resource}' ended in an error of the host.", Id);
            await PublishAsync(s => s with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
        }
    }

    private async Task PrepareAsync(Task skipWaiting, CancellationToken cancellationToken)
    {
        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Starting,
            ExitCode = null,
            StartTimeStamp = null,
            StopTimeStamp = null,
            ResourceReadyEvent = null,
            HealthReports = InitialHealth(),
            Properties = Without(s.Properties, CustomResourceKnownProperties.Reason),
        }).ConfigureAwait(false);
        if (Resource is IResourceWithConnectionString)
            await services.ConnectionStrings.AnnounceAsync(Resource, cancellationToken).ConfigureAwait(false);

        using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var ready = services.Notifications.WaitForDependenciesAsync(Resource, waiting.Token);
            var first = await Task.WhenAny(ready, skipWaiting).ConfigureAwait(false);
            if (first == ready)
                await ready.ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await PublishAsync(s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
        await services.Eventing.PublishAsync(new BeforeResourceStartedEvent(Resource, services.Provider), cancellationToken).ConfigureAwait(false);
        services.Endpoints.OpenRelays(Resource);
    }

    private Task RunsAsync(RunningResource running) => PublishAsync(s => s with
    {
        State = KnownResourceStates.Running,
        StartTimeStamp = services.Time.GetUtcNow().UtcDateTime,
        Properties = [.. s.Properties.Where(p => running.Properties.All(n => n.Name != p.Name)), .. running.Properties],
        EnvironmentVariables = running.Environment,
        Urls = [.. s.Urls.Select(u => u with { IsInactive = false })],
    });

    private async Task EndAsync(string state, int? exitCode, string? reason)
    {
        await PublishAsync(s => s with
        {
            State = new ResourceStateSnapshot(state, reason is null ? null : KnownResourceStateStyles.Error),
            ExitCode = exitCode,
            StopTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            Urls = [.. s.Urls.Select(u => u with { IsInactive = u.Name is not null })],
            Properties = reason is null ? Without(s.Properties, CustomResourceKnownProperties.Reason) : [.. Without(s.Properties, CustomResourceKnownProperties.Reason), new ResourcePropertySnapshot(CustomResourceKnownProperties.Reason, reason) { DisplayName = "Reason", IsHighlighted = true }],
        }).ConfigureAwait(false);
        if (services.Notifications.TryGetCurrentState(Id, out var last))
            await services.Eventing.PublishAsync(new ResourceStoppedEvent(Resource, services.Provider, last), CancellationToken.None).ConfigureAwait(false);
    }

    private string Died(int exitCode)
    {
        var lines = services.Logs.Tail(Id, LastLines).Select(l => "  " + LogText.WithoutTime(l.Content));
        var meaning = exitCode == 137 ? " (killed)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"'{Id}' ended with exit code {exitCode}{meaning}. Its last lines:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }

    // A child (a database of a server) has no process of its own: it is in its owner's state.
    private async Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        await services.Notifications.PublishUpdateAsync(Resource, Id, change).ConfigureAwait(false);
        if (!services.Notifications.TryGetCurrentState(Id, out var now))
            return;
        foreach (var child in services.ChildrenOf(Resource))
        {
            await services.Notifications.PublishUpdateAsync(child, s => s with
            {
                State = now.Snapshot.State,
                StartTimeStamp = now.Snapshot.StartTimeStamp,
                StopTimeStamp = now.Snapshot.StopTimeStamp,
                ResourceReadyEvent = now.Snapshot.State?.Text == KnownResourceStates.Starting ? null : s.ResourceReadyEvent,
                HealthReports = now.Snapshot.State?.Text == KnownResourceStates.Starting ? Unknown(child) : s.HealthReports,
            }).ConfigureAwait(false);
        }
    }

    // Until the first answer a resource with checks is not healthy.
    private ImmutableArray<HealthReportSnapshot> InitialHealth() => Unknown(Resource);

    private static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource) =>
        resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks)
            ? [.. checks.Select(c => c.Key).Distinct().Select(key => new HealthReportSnapshot(key, null, null, null))]
            : [];

    private static ImmutableArray<ResourcePropertySnapshot> Without(ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        [.. properties.Where(p => p.Name != name)];
}
