using System.Threading.Channels;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using P = Dapr.Client.Autogen.Grpc.v1;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace LearnFlow.Tests.Dapr;

/// <summary>An app that speaks gRPC: it serves AppCallback, and a stream that sends back what it gets.</summary>
internal sealed class GrpcApp : AppCallback.AppCallbackBase, IAsyncDisposable
{
    private readonly TopicSubscription[] _subscriptions;
    private WebApplication _web = null!;

    private GrpcApp(TopicSubscription[] subscriptions) => _subscriptions = subscriptions;

    public Uri Address => new(_web.Urls.First());

    public Channel<(TopicEventRequest Event, Metadata Headers)> Events { get; } = Channel.CreateUnbounded<(TopicEventRequest, Metadata)>();

    /// <summary>Answers events.</summary>
    public Func<TopicEventRequest, Status> OnEvent { get; set; } = _ => Status.Success;

    public static async Task<GrpcApp> StartAsync(params TopicSubscription[] subscriptions)
    {
        var app = new GrpcApp(subscriptions);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(app);
        builder.Services.AddGrpc();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(k =>
            k.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2));
        app._web = builder.Build();
        app._web.UseRouting();
        app._web.MapGrpcService<GrpcApp>();
        // A service that the sidecar knows nothing of: it returns each frame as it comes.
        app._web.MapPost("/echo.Echo/Stream", async context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["x-caller"] = context.Request.Headers["dapr-caller-app-id"].ToString();
            await context.Response.StartAsync();
            var buffer = new byte[1024];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0;)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
                await context.Response.Body.FlushAsync();
            }
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app._web.StartAsync();
        return app;
    }

    public async Task<(TopicEventRequest Event, Metadata Headers)> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Events.Reader.ReadAsync(limit.Token);
    }

    public override Task<ListTopicSubscriptionsResponse> ListTopicSubscriptions(Empty request, ServerCallContext context)
    {
        var response = new ListTopicSubscriptionsResponse();
        response.Subscriptions.AddRange(_subscriptions);
        return Task.FromResult(response);
    }

    public override Task<TopicEventResponse> OnTopicEvent(TopicEventRequest request, ServerCallContext context)
    {
        Events.Writer.TryWrite((request, context.RequestHeaders));
        return Task.FromResult(new TopicEventResponse { Status = OnEvent(request) });
    }

    public override Task<P.InvokeResponse> OnInvoke(P.InvokeRequest request, ServerCallContext context) => request.Method == "refuse"
        ? throw new RpcException(new(StatusCode.FailedPrecondition, "not now"))
        : Task.FromResult(new P.InvokeResponse { ContentType = request.ContentType, Data = request.Data });

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();
}
