using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.RuntimeMetadata;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.Resources;
using LearnFlow.DaprSidecar.Secrets;
using LearnFlow.DaprSidecar.State;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar;

/// <summary>The building blocks of one sidecar, wired together; both transports call them here.</summary>
internal sealed class SidecarRuntime : IAsyncDisposable
{
    private readonly ComponentSet _components;
    private readonly AppTransport? _transport;
    private readonly CancellationTokenSource _stop = new();
    private Task _starting = Task.CompletedTask;

    public SidecarRuntime(SidecarOptions options, ILogger log, Func<Task> shutdown)
    {
        (Options, Log, Shutdown) = (options, log, shutdown);
        var resources = ResourceFolder.Read([.. options.ResourcesPaths, .. options.Config is { } config ? [config] : (string[])[]], options.AppId, log);
        Metrics = new DaprMetrics(options.AppId);
        _components = new ComponentSet([.. options.Components, .. resources.Components], options, Metrics, log);
        Health = new SidecarHealth(_components, hasApp: options.AppAddress is not null);
        if (options.AppAddress is { } address)
        {
            _transport = new AppTransport(new AppEndpoint(options.AppId, address, options.AppProtocol, options.AppToken));
            App = new AppClient(_transport, options.AppMaxConcurrency, log);
            options.Apps.Add(options.AppId, App);
        }
        State = new StateBlock(options.AppId, _components.State, Metrics, options.Clock);
        Publish = new PublishBlock(options.AppId, _components.PubSub, Metrics, options.Clock);
        Undelivered = new UndeliveredEvents(options.AppId, options.Clock);
        Subscriptions = new SubscriptionBlock(_components.PubSub, Publish, App, resources.Subscriptions, Undelivered, Health, Metrics, log, options.Clock);
        Invocation = new InvocationBlock(options.AppId, options.Apps, Metrics, options.Clock);
        Secrets = new SecretBlock(_components.Secrets, resources.SecretScopes);
        Metadata = new SidecarMetadata(this, _components);
    }

    public SidecarOptions Options { get; }

    public ILogger Log { get; }

    public Func<Task> Shutdown { get; }

    public DaprMetrics Metrics { get; }

    public SidecarHealth Health { get; }

    /// <summary>The app, or null for one that takes no calls.</summary>
    public AppClient? App { get; }

    public StateBlock State { get; }

    public PublishBlock Publish { get; }

    public SubscriptionBlock Subscriptions { get; }

    public UndeliveredEvents Undelivered { get; }

    public InvocationBlock Invocation { get; }

    public SecretBlock Secrets { get; }

    public SidecarMetadata Metadata { get; }

    /// <summary>Waits for the app in the background, then reads its subscriptions.</summary>
    public void Start() => _starting = Task.Run(() => StartAppAsync(_stop.Token));

    /// <summary>Begins no other delivery and lets those under way end; calls go on.</summary>
    public async Task StopDeliveriesAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _starting;
        await Subscriptions.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopDeliveriesAsync();
        if (App is not null)
        {
            Options.Apps.Remove(Options.AppId, App);
        }
        await _components.DisposeAsync();
        App?.Dispose();
        _transport?.Dispose();
        Metrics.Dispose();
        _stop.Dispose();
    }

    private async Task StartAppAsync(CancellationToken stop)
    {
        try
        {
            if (App is not null)
            {
                await Health.WaitForAppAsync(_transport!, Options.Clock, stop);
                Log.LogInformation("application discovered on {Address}", Options.AppAddress);
            }
            await Subscriptions.StartAsync(stop);
            Health.SubscriptionsStarted();
            if (App is not null && Options.AppHealthCheck is { } check) await Health.ProbeAppAsync(App, check, Log, Options.Clock, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Log.LogError(failure, "the sidecar of {AppId} cannot serve its app", Options.AppId);
        }
    }
}
