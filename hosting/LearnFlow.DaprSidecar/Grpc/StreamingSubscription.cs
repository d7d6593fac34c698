using System.Collections.Concurrent;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Grpc.Core;
using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.PubSub;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>SubscribeTopicEventsAlpha1: the app subscribes on a stream of its own, gets events on it and answers by id.</summary>
internal sealed class StreamingSubscription(IAsyncStreamReader<P.SubscribeTopicEventsRequestAlpha1> requests,
    IServerStreamWriter<P.SubscribeTopicEventsResponseAlpha1> responses) : IAppChannel
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<DeliveryResult>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);

    public async Task RunAsync(SidecarRuntime runtime, CancellationToken cancellation)
    {
        if (!await requests.MoveNext(cancellation) || requests.Current.InitialRequest is not { } initial)
            throw new RpcException(new Status(StatusCode.Unknown, "initial request is required"));
        if (initial.PubsubName.Length == 0) throw new RpcException(new Status(StatusCode.Unknown, "pubsubName is required"));
        if (initial.Topic.Length == 0) throw new RpcException(new Status(StatusCode.Unknown, "topic is required"));
        var subscription = new Subscription(initial.PubsubName, initial.Topic)
        {
            Rules = [new RoutingRule(null, "/")],
            Metadata = new Dictionary<string, string>(initial.Metadata),
            DeadLetterTopic = initial.HasDeadLetterTopic && initial.DeadLetterTopic.Length > 0 ? initial.DeadLetterTopic : null,
            Type = "STREAMING",
        };
        await using var active = await runtime.Subscriptions.StartAsync(subscription, this, cancellation);
        await WriteAsync(new P.SubscribeTopicEventsResponseAlpha1 { InitialResponse = new() }, cancellation);
        try
        {
            while (await requests.MoveNext(cancellation))
                if (requests.Current.EventProcessed is { } processed && _waiting.TryRemove(processed.Id, out var waiting))
                    waiting.TrySetResult(GrpcAppChannel.Outcome(processed.Status?.Status ?? TopicEventResponse.Types.TopicEventResponseStatus.Success));
        }
        finally
        {
            // The app has gone: what it has not answered is delivered again to the next one.
            foreach (var waiting in _waiting.Values) waiting.TrySetException(new AppUnreachableException("the stream has ended"));
        }
    }

    public async Task<DeliveryResult> DeliverAsync(EventDelivery delivery, CancellationToken cancellation)
    {
        var request = TopicEvents.ToProto(delivery);
        var answer = _waiting[request.Id] = new TaskCompletionSource<DeliveryResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(new P.SubscribeTopicEventsResponseAlpha1 { EventMessage = request }, cancellation);
        return await answer.Task.WaitAsync(cancellation);
    }

    public async Task<IReadOnlyDictionary<string, DeliveryResult>> DeliverAsync(BulkDelivery delivery, CancellationToken cancellation)
    {
        var results = new Dictionary<string, DeliveryResult>();
        foreach (var item in delivery.Events) results[item.EntryId] = await DeliverAsync(item, cancellation);
        return results;
    }

    public Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Subscription>>([]);

    public Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellation) =>
        throw new AppUnreachableException("a streaming subscription takes no calls");

    public Task<bool> IsHealthyAsync(string path, CancellationToken cancellation) => Task.FromResult(true);

    public ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    // Partitions deliver side by side; a stream takes one message at a time.
    private async Task WriteAsync(P.SubscribeTopicEventsResponseAlpha1 message, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await responses.WriteAsync(message, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
