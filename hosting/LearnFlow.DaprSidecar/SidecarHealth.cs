using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Components;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar;

/// <summary>What is ready: <c>/v1.0/healthz/outbound</c> asks for the components, <c>/v1.0/healthz</c> for the app and its subscriptions too.</summary>
internal sealed class SidecarHealth(ComponentSet components, bool hasApp)
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(50), s_longestWait = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _appIsUp, _subscribed;
    private volatile TaskCompletionSource _appHealthy = Completed();

    /// <summary>Whether the app's port has been open.</summary>
    public bool AppIsUp => _appIsUp || !hasApp;

    public bool IsOutboundReady => components.AllOpen;

    /// <summary>What is missing, in words; empty when everything is ready.</summary>
    public string Missing =>
        string.Join(' ', new[] { IsOutboundReady ? null : "components", AppIsUp ? null : "app",
        _subscribed ? null : "subscriptions" }.Where(m => m is not null));

    public async Task WhenReadyAsync(CancellationToken cancellation)
    {
        await components.WhenAllOpenAsync(cancellation);
        await _ready.Task.WaitAsync(cancellation);
    }

    /// <summary>Done at once while the app is healthy, else when it is again.</summary>
    public Task WhenAppIsHealthyAsync(CancellationToken cancellation) => _appHealthy.Task.WaitAsync(cancellation);

    public void SubscriptionsStarted()
    {
        _subscribed = true;
        _ready.TrySetResult();
    }

    /// <summary>Asks the app's port until it is open, ever less often: the pause is a tenth of the time waited so far.</summary>
    public async Task WaitForAppAsync(AppTransport transport, TimeProvider clock, CancellationToken stop)
    {
        var start = clock.GetTimestamp();
        while (!await transport.IsListeningAsync(stop))
        {
            var pause = clock.GetElapsedTime(start) / 10;
            await Task.Delay(pause < s_shortestWait ? s_shortestWait : pause > s_longestWait ? s_longestWait : pause, clock, stop);
        }
        _appIsUp = true;
    }

    /// <summary>Probes the app until the sidecar stops.</summary>
    public async Task ProbeAppAsync(AppClient app, AppHealthCheck check, ILogger log, TimeProvider clock, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(check.Interval, clock);
        var failures = 0;
        while (await timer.WaitForNextTickAsync(stop))
        {
            failures = await IsHealthyAsync(app, check, clock, stop) ? 0 : failures + 1;
            if (failures == check.Threshold && _appHealthy.Task.IsCompleted)
            {
                log.LogWarning("the app is unhealthy after {Count} failed probes of {Path}: it gets no events and no calls", failures, check.Path);
                _appHealthy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                app.IsHealthy = false;
            }
            else if (failures == 0 && _appHealthy.TrySetResult())
            {
                log.LogInformation("the app is healthy again");
                app.IsHealthy = true;
            }
        }
    }

    private static async Task<bool> IsHealthyAsync(AppClient app, AppHealthCheck check, TimeProvider clock, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(check.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await app.IsHealthyAsync(check.Path, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
