using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using LearnFlow.Hosting.Dapr;
using LearnFlow.Hosting.Dapr.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Runs the model's sidecars inside the AppHost process, beside their apps; with <c>LearnFlow:Daprd=true</c>, daprd for each.</summary>
/// <remarks>
/// A sidecar listens before its app starts, for the app's environment waits for its ports. When the host stops, deliveries end first,
/// while the broker and the database still run; the API answers until the apps have stopped.
/// </remarks>
internal sealed class DaprSidecars(IConfiguration configuration) : IDistributedApplicationEventingSubscriber, IHostedLifecycleService
{
    /// <summary>The setting that puts daprd in the sidecars' place.</summary>
    private const string UseDaprd = "LearnFlow:Daprd";

    private static readonly TimeSpan s_deliveryGrace = TimeSpan.FromSeconds(2);
    private readonly AppDirectory _apps = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Those that run in this process.</summary>
    public IEnumerable<Sidecar> Embedded => _entries.Select(e => e.Sidecar).OfType<Sidecar>();

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        if (!executionContext.IsRunMode) return Task.CompletedTask;
        eventing.Subscribe<BeforeStartEvent>((e, _) =>
        {
            foreach (var app in e.Model.Resources.ToArray())
                if (app.TryGetLastAnnotation<DaprSidecarAnnotation>(out var annotation)) Add(app, annotation.Sidecar, eventing);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    // A delivery that an app does not finish comes again at the next start; a person who pressed Ctrl-C does not wait for it.
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(Task.WhenAll(_entries.Select(e => e.Sidecar?.StopDeliveriesAsync() ?? Task.CompletedTask)),
            Task.Delay(s_deliveryGrace, cancellationToken));

    public async Task StoppedAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_entries.Select(e => e.Sidecar?.StopAsync() ?? Task.CompletedTask)).ConfigureAwait(false);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Add(IResource app, IDaprSidecarResource sidecar, IDistributedApplicationEventing eventing)
    {
        var entry = new Entry(app, sidecar);
        _entries.Add(entry);
        app.Annotations.Add(new EnvironmentCallbackAnnotation(entry.SetEnvironmentAsync));
        // Raised when every endpoint has its address.
        eventing.Subscribe<InitializeResourceEvent>(sidecar, (e, cancellation) => entry.StartAsync(e, _apps, configuration[UseDaprd] == "true", cancellation));
    }

    private sealed class Entry(IResource app, IDaprSidecarResource resource)
    {
        private readonly TaskCompletionSource<IRunningSidecar> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly string _apiToken = NewToken(), _appToken = NewToken();

        public IRunningSidecar? Sidecar => _started.Task.IsCompletedSuccessfully ? _started.Task.Result : null;

        public async Task SetEnvironmentAsync(EnvironmentCallbackContext context)
        {
            var sidecar = await _started.Task.WaitAsync(context.CancellationToken).ConfigureAwait(false);
            var environment = context.EnvironmentVariables;
            environment["DAPR_HTTP_PORT"] = Text(sidecar.HttpPort);
            environment["DAPR_GRPC_PORT"] = Text(sidecar.GrpcPort);
            environment["DAPR_HTTP_ENDPOINT"] = $"http://127.0.0.1:{Text(sidecar.HttpPort)}";
            environment["DAPR_GRPC_ENDPOINT"] = $"http://127.0.0.1:{Text(sidecar.GrpcPort)}";
            environment["DAPR_API_TOKEN"] = _apiToken;
            environment["APP_API_TOKEN"] = _appToken;
        }

        public async Task StartAsync(InitializeResourceEvent e, AppDirectory apps, bool useDaprd, CancellationToken cancellationToken)
        {
            await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
            try
            {
                var options = SidecarOptionsReader.Read(app, resource, apps) with
                {
                    ApiToken = _apiToken,
                    AppToken = _appToken,
                    LoggerFactory = new ResourceLoggerFactory(e.Logger),
                };
                var sidecar = useDaprd ? new DaprdProcess(DaprdProcess.Find(), options)
                    : await StartEmbeddedAsync(options, cancellationToken).ConfigureAwait(false);
                _started.SetResult(sidecar);
                await e.Notifications.PublishUpdateAsync(resource, s => s with
                {
                    State = KnownResourceStates.Running,
                    StartTimeStamp = DateTime.UtcNow,
                    Properties =
                    [
                        .. s.Properties, new("dapr.appId", options.AppId), new("dapr.httpPort", sidecar.HttpPort), new("dapr.grpcPort", sidecar.GrpcPort),
                    ],
                }).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // The app's start fails with the same sentence.
                _started.TrySetException(new DistributedApplicationException($"The Dapr sidecar of '{app.Name}' cannot start: {failure.Message}", failure));
                _ = _started.Task.Exception;
                e.Logger.LogError("{Reason}", failure.Message);
                await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
            }
        }

        private static async Task<IRunningSidecar> StartEmbeddedAsync(SidecarOptions options, CancellationToken cancellationToken)
        {
            var sidecar = new Sidecar(options);
            await sidecar.StartAsync(cancellationToken).ConfigureAwait(false);
            return sidecar;
        }

        private static string Text(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }
}
