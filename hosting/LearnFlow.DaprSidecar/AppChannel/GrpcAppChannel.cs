using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using LearnFlow.DaprSidecar.Grpc;
using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.PubSub.Routing;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>An app that serves <c>dapr.proto.runtime.v1.AppCallback</c>.</summary>
/// <remarks>Contract: dapr/dapr pkg/channel/grpc and pkg/runtime/subscription/postman/grpc.</remarks>
internal sealed class GrpcAppChannel : IAppChannel
{
    private readonly AppTransport _transport;
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _calls;

    public GrpcAppChannel(AppTransport transport)
    {
        _transport = transport;
        _channel = GrpcChannel.ForAddress(transport.App.Address,
            new GrpcChannelOptions { HttpClient = new HttpClient(new Forward(transport.Client), disposeHandler: false), MaxReceiveMessageSize = null,
            MaxSendMessageSize = null });
        _calls = _channel.CreateCallInvoker();
    }

    public async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancellation)
    {
        try
        {
            var listed = await CallAsync(Callback<Empty, ListTopicSubscriptionsResponse>("ListTopicSubscriptions"), new Empty(), [], cancellation);
            return [.. listed.Subscriptions.Select(ToSubscription)];
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.Unimplemented)
        {
            return [];
        }
    }

    public async Task<DeliveryResult> DeliverAsync(EventDelivery delivery, CancellationToken cancellation)
    {
        try
        {
            var response = await CallAsync(Callback<TopicEventRequest, TopicEventResponse>("OnTopicEvent"), TopicEvents.ToProto(delivery),
                Headers(new Dictionary<string, string>(delivery.Metadata) { ["pubsubname"] = delivery.Subscription.PubSub }), cancellation);
            return Outcome(response.Status);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.Unimplemented)
        {
            // Contract: an app that has no handler drops the event, without a dead letter.
            return new(DeliveryOutcome.Success, "the app does not implement OnTopicEvent");
        }
        catch (RpcException failure)
        {
            return new(DeliveryOutcome.Retry, $"the app answered {failure.Status.StatusCode}: {failure.Status.Detail}");
        }
    }

    public async Task<IReadOnlyDictionary<string, DeliveryResult>> DeliverAsync(BulkDelivery delivery, CancellationToken cancellation)
    {
        var request = TopicEvents.ToProto(delivery);
        TopicEventBulkResponse response;
        try
        {
            response = await CallAsync(Callback<TopicEventBulkRequest, TopicEventBulkResponse>("OnBulkTopicEvent"), request, [], cancellation);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.Unimplemented)
        {
            response = await CallAsync(Callback<TopicEventBulkRequest, TopicEventBulkResponse>("OnBulkTopicEventAlpha1", "AppCallbackAlpha"), request, [],
                cancellation);
        }
        return response.Statuses.ToDictionary(s => s.EntryId, s => Outcome(s.Status));
    }

    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        if (request.Body is not null) await request.Body.CopyToAsync(body, cancellation);
        var message = new P.InvokeRequest
        {
            Method = Uri.UnescapeDataString(request.Method),
            Data = new Any { Value = ByteString.CopyFrom(body.GetBuffer(), 0, (int)body.Length) },
            ContentType = request.ContentType ?? "",
            HttpExtension = new P.HTTPExtension { Verb = System.Enum.TryParse<P.HTTPExtension.Types.Verb>(request.Verb, ignoreCase: true, out var verb)
                ? verb : P.HTTPExtension.Types.Verb.Post, Querystring = request.Query.TrimStart('?') },
        };
        var headers = request.Headers.Where(h => !h.Key.StartsWith("content-", StringComparison.OrdinalIgnoreCase)).DistinctBy(h => h.Key,
            StringComparer.OrdinalIgnoreCase).ToDictionary(h => h.Key, h => h.Value);
        try
        {
            var answer = await CallAsync(Callback<P.InvokeRequest, P.InvokeResponse>("OnInvoke"), message, Headers(headers), cancellation);
            var data = new MemoryStream(answer.Data?.Value.ToByteArray() ?? []);
            return new InvocationResponse(200, [new("content-type", answer.ContentType.Length > 0 ? answer.ContentType : "application/json")], data, data);
        }
        catch (RpcException failure)
        {
            var status = new Google.Rpc.Status { Code = (int)failure.StatusCode, Message = failure.Status.Detail };
            var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(status)));
            return new InvocationResponse(HttpStatusCodes.ToHttp(failure.StatusCode), [new("content-type", "application/json")], text,
                text) { Failure = failure };
        }
    }

    public async Task<bool> IsHealthyAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await CallAsync(Callback<Empty, HealthCheckResponse>("HealthCheck", "AppCallbackHealthCheck"), new Empty(), [], cancellation);
            return true;
        }
        catch (Exception failure) when (failure is RpcException or AppUnreachableException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static DeliveryResult Outcome(TopicEventResponse.Types.TopicEventResponseStatus status) => status switch
    {
        TopicEventResponse.Types.TopicEventResponseStatus.Success => new(DeliveryOutcome.Success),
        TopicEventResponse.Types.TopicEventResponseStatus.Drop => new(DeliveryOutcome.Drop, "the app answered DROP"),
        _ => new(DeliveryOutcome.Retry, $"the app answered {status}"),
    };

    private async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, global::Grpc.Core.Metadata headers,
        CancellationToken cancellation) where TRequest : class where TResponse : class
    {
        if (_transport.App.AppToken.Length > 0) headers.Add(DaprHeaders.ApiToken, _transport.App.AppToken);
        if (System.Diagnostics.Activity.Current?.Id is { } trace) headers.Add("traceparent", trace);
        try
        {
            return await _calls.AsyncUnaryCall(method, null, new CallOptions(headers, cancellationToken: cancellation), request);
        }
        catch (RpcException away) when (away.StatusCode == StatusCode.Unavailable && away.Status.DebugException is HttpRequestException)
        {
            throw new AppUnreachableException($"error invoking app channel: {away.Status.Detail}", away);
        }
    }

    private static global::Grpc.Core.Metadata Headers(IReadOnlyDictionary<string, string> values)
    {
        var headers = new global::Grpc.Core.Metadata();
        foreach (var (name, value) in values)
        {
            // gRPC knows fewer characters in names than HTTP, and reserves its own.
            var key = name.ToLowerInvariant();
            if (key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !key.StartsWith("grpc-", StringComparison.Ordinal)
                && !key.EndsWith("-bin", StringComparison.Ordinal)
                && key is not ("te" or "host" or "connection" or "user-agent" or "traceparent")) headers.Add(key, DaprHeaders.Safe(value));
        }
        return headers;
    }

    private static Subscription ToSubscription(TopicSubscription from)
    {
        var rules = (from.Routes?.Rules
            ?? []).Select(r => new RoutingRule(string.IsNullOrWhiteSpace(r.Match) ? null : CelExpression.Parse(r.Match), r.Path)).ToList();
        if (from.Routes?.Default is { Length: > 0 } fallback) rules.Add(new RoutingRule(null, fallback));
        if (rules.Count == 0) rules.Add(new RoutingRule(null, ""));
        return new Subscription(from.PubsubName, from.Topic)
        {
            Rules = rules,
            Metadata = new Dictionary<string, string>(from.Metadata),
            DeadLetterTopic = from.DeadLetterTopic.Length > 0 ? from.DeadLetterTopic : null,
            Bulk = from.BulkSubscribe is { } bulk ? BulkSubscribe.Of(bulk.Enabled, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs) : null,
        };
    }

    private static Method<TRequest, TResponse> Callback<TRequest, TResponse>(string name, string service = "AppCallback")
        where TRequest : class, IMessage<TRequest>, new() where TResponse : class, IMessage<TResponse>, new() =>
        new(MethodType.Unary, $"dapr.proto.runtime.v1.{service}", name, ProtoMarshaller.Of<TRequest>(), ProtoMarshaller.Of<TResponse>());

    /// <summary>Sends through the transport's own connections.</summary>
    private sealed class Forward(HttpMessageInvoker invoker) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
            invoker.SendAsync(request, cancellation);
    }
}
