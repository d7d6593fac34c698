using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.RuntimeMetadata;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>InvokeService (old, but SDKs use it) and metadata over gRPC.</summary>
internal partial class DaprService
{
    public virtual async Task<P.InvokeResponse> InvokeService(P.InvokeServiceRequest request, ServerCallContext context)
    {
        var message = request.Message ?? new P.InvokeRequest();
        var verb = message.HttpExtension?.Verb is { } v and not P.HTTPExtension.Types.Verb.None ? v.ToString().ToUpperInvariant() : "POST";
        var query = message.HttpExtension?.Querystring is { Length: > 0 } text ? "?" + text : "";
        var headers = context.RequestHeaders.Where(h => !h.IsBinary && IsForApp(h.Key)).Select(h => KeyValuePair.Create(h.Key, h.Value)).ToList();
        if (message.ContentType.Length > 0) headers.Add(new("content-type", message.ContentType));
        var data = message.Data?.Value ?? ByteString.Empty;
        var body = data.IsEmpty && verb is "GET" or "HEAD" or "DELETE" ? null : new MemoryStream(data.ToByteArray());
        using var response = await runtime.Invocation.InvokeAsync(request.Id,
            new InvocationRequest(message.Method.TrimStart('/'), verb, query, headers, body, true), context.CancellationToken);
        using var content = new MemoryStream();
        await response.Body.CopyToAsync(content, context.CancellationToken);
        var answer = new Metadata { { "dapr-http-status", response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        foreach (var (name, value) in response.Headers)
            if (IsForCaller(name)) answer.Add(name, value);
        await context.WriteResponseHeadersAsync(answer);
        if (HttpStatusCodes.ToGrpc(response.Status, System.Text.Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length)) is { } error) throw error;
        return new P.InvokeResponse { ContentType = response.ContentType ?? "",
            Data = new Any { Value = ByteString.CopyFrom(content.GetBuffer(), 0, (int)content.Length) } };
    }

    public virtual Task<P.GetMetadataResponse> GetMetadata(P.GetMetadataRequest request, ServerCallContext context)
    {
        var metadata = runtime.Metadata;
        var response = new P.GetMetadataResponse
        {
            Id = metadata.App.AppId,
            RuntimeVersion = SidecarMetadata.RuntimeVersion,
            AppConnectionProperties = new()
            {
                Port = metadata.App.AppAddress?.Port ?? 0,
                Protocol = metadata.App.AppProtocol,
                ChannelAddress = metadata.App.AppAddress?.Host ?? "127.0.0.1",
                MaxConcurrency = metadata.App.AppMaxConcurrency ?? 0,
                Health = metadata.App.AppHealthCheck is not { } check ? null : new()
                {
                    HealthCheckPath = check.Path,
                    HealthProbeInterval = GoDuration.Format(check.Interval),
                    HealthProbeTimeout = GoDuration.Format(check.Timeout),
                    HealthThreshold = check.Threshold,
                },
            },
        };
        response.ExtendedMetadata.Add(new Dictionary<string, string>(metadata.Extended));
        foreach (var component in metadata.Components)
        {
            var registered = new P.RegisteredComponents { Name = component.Name, Type = component.Type, Version = component.Version };
            registered.Capabilities.AddRange(SidecarMetadata.Capabilities(component));
            response.RegisteredComponents.Add(registered);
        }
        foreach (var subscription in metadata.Subscriptions)
        {
            var item = new P.PubsubSubscription
            {
                PubsubName = subscription.PubSub,
                Topic = subscription.Topic,
                DeadLetterTopic = subscription.DeadLetterTopic ?? "",
                Type = System.Enum.TryParse<P.PubsubSubscriptionType>(subscription.Type, ignoreCase: true, out var type) ? type
                    : P.PubsubSubscriptionType.Unknown,
                Rules = new(),
            };
            item.Metadata.Add(new Dictionary<string, string>(subscription.Metadata));
            item.Rules.Rules.Add(new P.PubsubSubscriptionRule { Path = subscription.Route });
            response.Subscriptions.Add(item);
        }
        return Task.FromResult(response);
    }

    public virtual Task<Empty> SetMetadata(P.SetMetadataRequest request, ServerCallContext context)
    {
        runtime.Metadata.Set(request.Key, request.Value);
        return Done;
    }

    private static bool IsForApp(string name) =>
        name is not ("content-type" or "te" or "grpc-timeout" or "grpc-accept-encoding" or "grpc-encoding" or "user-agent" or "traceparent" or "tracestate")
        && name[0] != ':';

    private static bool IsForCaller(string name) =>
        !name.Equals("content-type", StringComparison.OrdinalIgnoreCase) && !name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase) && !name.Equals("date", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("server", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("-bin", StringComparison.OrdinalIgnoreCase);
}
