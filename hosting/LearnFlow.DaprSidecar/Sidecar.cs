using LearnFlow.DaprSidecar.Grpc;
using LearnFlow.DaprSidecar.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar;

/// <summary>
/// A Dapr sidecar for one app: the runtime API over HTTP and gRPC (h2c) on 127.0.0.1, as daprd serves it.
/// </summary>
/// <remarks>
/// It listens as soon as it has started. Components open in the background; the app may come up later than its sidecar.
/// </remarks>
public sealed class Sidecar(SidecarOptions options) : IAsyncDisposable
{
    // A call under way may be a stream that never ends.
    private static readonly TimeSpan s_callsEnd = TimeSpan.FromSeconds(2);
    private readonly ILogger _log = options.LoggerFactory.CreateLogger($"dapr.{options.AppId}");
    private SidecarRuntime? _runtime;
    private WebApplication? _api;

    /// <summary>Port of the HTTP API, once started.</summary>
    public int HttpPort { get; private set; }

    /// <summary>Port of the gRPC API, once started.</summary>
    public int GrpcPort { get; private set; }

    /// <summary>Done when everything that <c>/v1.0/healthz</c> waits for is there: components, the app, its subscriptions.</summary>
    public Task WhenReadyAsync(CancellationToken cancellation = default) => Runtime.Health.WhenReadyAsync(cancellation);

    internal SidecarRuntime Runtime => _runtime ?? throw new InvalidOperationException("The sidecar has not been started.");

    /// <summary>Starts to listen, and to open components and reach the app in the background.</summary>
    /// <exception cref="IOException">A port is in use; the sentence names it.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (_runtime is not null) throw new InvalidOperationException("The sidecar has been started already.");
        _runtime = new SidecarRuntime(options, _log, ShutdownAsync);
        _api = BuildApi(_runtime);
        await _api.StartAsync(cancellation);
        var ports = _api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port).ToList();
        (HttpPort, GrpcPort) = (ports[0], ports[1]);
        _runtime.Start();
        _log.LogInformation("sidecar of {AppId}: http {HttpPort}, grpc {GrpcPort}", options.AppId, HttpPort, GrpcPort);
    }

    /// <summary>Begins no other delivery to the app and lets those under way end within the graceful period; the API still answers.</summary>
    public Task StopDeliveriesAsync() => _runtime?.StopDeliveriesAsync() ?? Task.CompletedTask;

    /// <summary>Stops deliveries, gives calls under way 2 s to end, closes the components.</summary>
    public async Task StopAsync()
    {
        var (runtime, api) = (_runtime, Interlocked.Exchange(ref _api, null));
        if (api is null || runtime is null) return;
        await runtime.StopDeliveriesAsync();
        using (var limit = new CancellationTokenSource(s_callsEnd))
        {
            await api.StopAsync(limit.Token);
        }
        await api.DisposeAsync();
        await runtime.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private Task ShutdownAsync() => options.ShutdownRequested?.Invoke() ?? StopAsync();

    private WebApplication BuildApi(SidecarRuntime runtime)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddSingleton(runtime);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<DaprErrorInterceptor>();
            grpc.MaxReceiveMessageSize = (int)Math.Min(int.MaxValue, options.MaxRequestBodyBytes);
            grpc.MaxSendMessageSize = null;
        });
        builder.Services.AddGrpcReflection();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_callsEnd);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.AllowSynchronousIO = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var api = builder.Build();
        api.UseRouting();
        api.UseDaprApiToken(options.ApiToken);
        api.UseDaprTracing(options.AppId);
        api.UseDaprErrors();
        api.UseDaprBodyLimit(options.MaxRequestBodyBytes);
        api.MapDaprHttp(runtime);
        api.MapDaprGrpc();
        return api;
    }
}
