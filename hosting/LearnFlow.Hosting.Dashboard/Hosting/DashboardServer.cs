using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Dashboard.Access;
using LearnFlow.Hosting.Dashboard.Api;
using LearnFlow.Hosting.Dashboard.Archive;
using LearnFlow.Hosting.Dashboard.Otlp;
using LearnFlow.Hosting.Dashboard.Telemetry;
using LearnFlow.Hosting.Dashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Dashboard.Hosting;

/// <summary>The dashboard on loopback: pages, JSON API and OTLP/HTTP on one port, OTLP/gRPC (h2c) on another.</summary>
internal sealed class DashboardServer(
    Socket pages, Socket grpc, AccessKeys keys, TelemetryStore store, OtlpReader reader, TelemetryArchive archive, ResourceStates states,
    ResourceLoggerService logs, ResourceCommandService commands, ISidecarView[] sidecars, ILoggerFactory loggers)
    : IAsyncDisposable
{
    /// <summary>Exporters send batches; one of 64 MiB is a mistake.</summary>
    private const int MaxRequestBytes = 64 * 1024 * 1024;

    private WebApplication? _app;

    /// <summary>Starts to answer. The sockets are bound already, so that their ports were known before.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _app = Build();
        await _app.StartAsync(cancellation);
    }

    /// <summary>Stops at once: a page that follows a log would never end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_app is null)
            return;
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    /// <summary>
    /// A listening place on loopback: the wanted port, or a free one when it is taken. Who connects before the server answers
    /// waits for it, so nothing that starts has to wait for the dashboard.
    /// </summary>
    public static Socket Bind(int wanted)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, wanted));
        }
        catch (SocketException e) when (wanted != 0 && e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }
        socket.Listen();
        return socket;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.Services.AddProblemDetails();
        builder.Services.AddRequestDecompression();
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = MaxRequestBytes);
        builder.Services.AddSingleton(reader);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint => ((IPEndPoint)endpoint).Port == Port(pages) ? pages : grpc);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, Port(pages), listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, Port(grpc), listen => listen.Protocols = HttpProtocols.Http2);
        });

        var app = builder.Build();
        app.UseAccessRules(keys);
        app.UseBadRequests();
        app.UseRequestDecompression();
        app.UseRouting();
        app.MapPages();
        app.MapGrpcService<TraceGrpc>();
        app.MapGrpcService<LogsGrpc>();
        app.MapGrpcService<MetricsGrpc>();
        app.MapOtlpHttp(reader);
        var api = app.MapGroup("/api");
        api.MapTelemetry(store);
        api.MapTraceSummaries(store);
        api.MapMetrics(store, TimeProvider.System);
        api.MapMessages(store, sidecars);
        api.MapState(sidecars);
        api.MapMail(store);
        api.MapResources(states, commands);
        api.MapConsole(states, logs);
        api.MapChanges(states, store);
        api.MapExport(archive, states, logs);
        return app;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
