using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using LearnFlow.Hosting.Dashboard.Access;
using LearnFlow.Hosting.Dashboard.Archive;
using LearnFlow.Hosting.Dashboard.Otlp;
using LearnFlow.Hosting.Dashboard.Telemetry;
using LearnFlow.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Dashboard.Hosting;

/// <summary>
/// Runs the dashboard with the AppHost, in its process: its addresses are settled before resources are given their environment,
/// and it starts beside them.
/// </summary>
internal sealed class DashboardHost(
    IConfiguration configuration,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IEnumerable<ISidecarView> sidecars,
    ILoggerFactory loggers) : IDistributedApplicationEventingSubscriber, ITelemetryReceiver, IHostedLifecycleService, IAsyncDisposable
{
    private const string OtlpKeyName = "AppHost:OtlpApiKey";
    private readonly CancellationTokenSource _stopped = new();
    private readonly TelemetryStore _store = new(new TelemetryLimits());
    private SidecarSpans? _sidecarSpans;
    private DashboardServer? _server;
    private KeptTelemetry? _kept;
    private AccessKeys? _keys;
    private string? _address;
    private Task _running = Task.CompletedTask;

    /// <summary>Where to open it, with the token.</summary>
    public string? LoginUrl => _keys is null ? null : $"{_address}/login?t={_keys.BrowserToken}";

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            Begin();
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    /// <summary>Pages and telemetry end last, so that the stop of everything else can be seen.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopped.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is not null)
            await _server.DisposeAsync();
        _kept?.Save();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _sidecarSpans?.Dispose();
        _stopped.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Begin()
    {
        var anyPort = bool.TryParse(configuration["DcpPublisher:RandomizePorts"], out var random) && random;
        var pages = DashboardServer.Bind(anyPort ? 0 : PortOf(configuration["ASPNETCORE_URLS"] ?? configuration["URLS"]));
        var grpc = DashboardServer.Bind(anyPort ? 0 : PortOf(TelemetryReceiver.UrlKeys.Select(key => configuration[key]).FirstOrDefault(url => url is not null)));
        _address = $"http://localhost:{((IPEndPoint)pages.LocalEndPoint!).Port}";

        // Stock Aspire's names: what gives resources their OTEL_EXPORTER_OTLP_… reads them.
        configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{((IPEndPoint)grpc.LocalEndPoint!).Port}";
        configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = _address;
        _keys = new AccessKeys(
            configuration["AppHost:DashboardApiKey"] ?? configuration["AppHost:McpApiKey"] ?? AccessKeys.NewKey(),
            configuration[OtlpKeyName] ??= AccessKeys.NewKey());
        _keys.BrowserTokenUsed += () => Console.Out.WriteLine($"The dashboard was opened. To open it in another browser: {LoginUrl}");

        var states = new ResourceStates(notifications);
        _sidecarSpans = new SidecarSpans(_store);
        var reader = new OtlpReader(_store);
        var archive = new TelemetryArchive(_store, reader);
        _server = new DashboardServer(pages, grpc, _keys, _store, reader, archive, states, logs, commands, [.. sidecars], loggers);
        var settings = OrchestratorSettings.From(configuration);
        if (configuration.GetValue("LearnFlow:Dashboard:Keep", false))
            _kept = new KeptTelemetry(Path.Combine(settings.DataPath, "telemetry.zip"), archive, loggers.CreateLogger<KeptTelemetry>());

        // Beside the start of everything else, not before it.
        _running = Task.Run(() => Task.WhenAll(
            states.WatchAsync(_stopped.Token),
            StartServerAsync(_server, _stopped.Token),
            settings.Fresh ? Task.CompletedTask : _kept?.LoadAsync(_stopped.Token) ?? Task.CompletedTask));
    }

    private async Task StartServerAsync(DashboardServer server, CancellationToken cancellation)
    {
        await server.StartAsync(cancellation);
        if (BrowserLaunch.IsWanted(configuration))
            BrowserLaunch.Open(LoginUrl!);
    }

    private static int PortOf(string? urls) => Uri.TryCreate(urls?.Split(';').LastOrDefault(u => u.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? urls?.Split(';')[0], UriKind.Absolute, out var url) ? url.Port : 0;
}

/// <summary>Found by the host by its name when this assembly lies beside the AppHost's.</summary>
internal static class DashboardServices
{
    /// <summary>Adds the dashboard to the AppHost's services.</summary>
    public static void AddDashboard(IServiceCollection services)
    {
        services.AddSingleton<DashboardHost>();
        services.AddSingleton<ITelemetryReceiver>(s => s.GetRequiredService<DashboardHost>());
        services.AddSingleton<IDistributedApplicationEventingSubscriber>(s => s.GetRequiredService<DashboardHost>());
        services.AddHostedService(s => s.GetRequiredService<DashboardHost>());
    }
}
