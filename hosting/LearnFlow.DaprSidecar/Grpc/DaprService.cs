using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.PubSub;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>The runtime service over gRPC: publishing, secrets, configuration, shutdown. State, invocation and metadata are in the other parts.</summary>
[BindServiceMethod(typeof(DaprServiceMethods), nameof(DaprServiceMethods.BindService))]
internal partial class DaprService(SidecarRuntime runtime)
{
    private static readonly Task<Empty> Done = Task.FromResult(new Empty());

    public virtual async Task<Empty> PublishEvent(P.PublishEventRequest request, ServerCallContext context)
    {
        await runtime.Publish.PublishAsync(request.PubsubName, request.Topic, request.Data.Memory, request.DataContentType, Map(request.Metadata),
            context.CancellationToken);
        return new Empty();
    }

    public virtual async Task<P.BulkPublishResponse> BulkPublishEvent(P.BulkPublishRequest request, ServerCallContext context)
    {
        var metadata = Map(request.Metadata);
        var entries = request.Entries.Select(e =>
            new PublishEntry(e.EntryId, e.Event.Memory, e.ContentType, Http.DaprJson.Merge(metadata, Map(e.Metadata)))).ToList();
        var failed = await runtime.Publish.PublishAsync(request.PubsubName, request.Topic, entries, metadata, context.CancellationToken);
        // Contract: over gRPC an event that fails makes the whole call fail.
        return failed is [{ } first, ..] ? throw PubSubErrors.Publish(request.PubsubName, request.Topic, first.Failure) : new P.BulkPublishResponse();
    }

    public virtual Task SubscribeTopicEventsAlpha1(IAsyncStreamReader<P.SubscribeTopicEventsRequestAlpha1> requests,
        IServerStreamWriter<P.SubscribeTopicEventsResponseAlpha1> responses, ServerCallContext context) =>
        new StreamingSubscription(requests, responses).RunAsync(runtime, context.CancellationToken);

    public virtual Task<P.BulkPublishResponse> BulkPublishEventAlpha1(P.BulkPublishRequest request, ServerCallContext context) =>
        BulkPublishEvent(request, context);

    public virtual Task<P.GetConfigurationResponse> GetConfigurationAlpha1(P.GetConfigurationRequest request, ServerCallContext context) =>
        GetConfiguration(request, context);

    public virtual Task SubscribeConfigurationAlpha1(P.SubscribeConfigurationRequest request,
        IServerStreamWriter<P.SubscribeConfigurationResponse> responses, ServerCallContext context) => SubscribeConfiguration(request, responses, context);

    public virtual Task<P.UnsubscribeConfigurationResponse> UnsubscribeConfigurationAlpha1(P.UnsubscribeConfigurationRequest request,
        ServerCallContext context) => UnsubscribeConfiguration(request, context);

    public virtual async Task<P.GetSecretResponse> GetSecret(P.GetSecretRequest request, ServerCallContext context)
    {
        var response = new P.GetSecretResponse();
        response.Data.Add(new Dictionary<string, string>(await runtime.Secrets.GetAsync(request.StoreName, request.Key, context.CancellationToken)));
        return response;
    }

    public virtual async Task<P.GetBulkSecretResponse> GetBulkSecret(P.GetBulkSecretRequest request, ServerCallContext context)
    {
        var response = new P.GetBulkSecretResponse();
        foreach (var (name, values) in await runtime.Secrets.GetAllAsync(request.StoreName, context.CancellationToken))
        {
            var secret = new P.SecretResponse();
            secret.Secrets.Add(new Dictionary<string, string>(values));
            response.Data[name] = secret;
        }
        return response;
    }

    public virtual async Task<P.GetConfigurationResponse> GetConfiguration(P.GetConfigurationRequest request, ServerCallContext context)
    {
        var response = new P.GetConfigurationResponse();
        foreach (var (key, item) in await runtime.Configuration.GetAsync(request.StoreName, request.Keys, context.CancellationToken))
            response.Items[key] = ToProto(item);
        return response;
    }

    public virtual async Task SubscribeConfiguration(P.SubscribeConfigurationRequest request,
        IServerStreamWriter<P.SubscribeConfigurationResponse> responses, ServerCallContext context)
    {
        using var turn = new SemaphoreSlim(0, 1);
        var (id, ended) = await runtime.Configuration.SubscribeAsync(request.StoreName, request.Keys, request.Metadata.GetValueOrDefault("pgNotifyChannel"),
            async (subscription, key, item) =>
        {
            var update = new P.SubscribeConfigurationResponse { Id = subscription };
            update.Items[key] = ToProto(item);
            await turn.WaitAsync(context.CancellationToken);
            try
            {
                await responses.WriteAsync(update, context.CancellationToken);
            }
            finally
            {
                turn.Release();
            }
        }, context.CancellationToken);
        try
        {
            // The first answer has no items: it tells the id.
            await responses.WriteAsync(new P.SubscribeConfigurationResponse { Id = id }, context.CancellationToken);
            turn.Release();
            var left = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(left.SetResult);
            await Task.WhenAny(ended, left.Task);
        }
        finally
        {
            await runtime.Configuration.UnsubscribeAsync(request.StoreName, id);
        }
    }

    public virtual async Task<P.UnsubscribeConfigurationResponse> UnsubscribeConfiguration(P.UnsubscribeConfigurationRequest request,
        ServerCallContext context) =>
        await runtime.Configuration.UnsubscribeAsync(request.StoreName, request.Id)
            ? new P.UnsubscribeConfigurationResponse { Ok = true }
            : new P.UnsubscribeConfigurationResponse { Ok = false, Message = $"unable to find subscription with ID : {request.Id}" };

    public virtual Task<Empty> Shutdown(P.ShutdownRequest request, ServerCallContext context)
    {
        // Not awaited: the answer must not wait for the sidecar's end.
        _ = Task.Run(runtime.Shutdown);
        return Done;
    }

    private static P.ConfigurationItem ToProto(Configuration.ConfigurationItem item)
    {
        var proto = new P.ConfigurationItem { Value = item.Value, Version = item.Version };
        proto.Metadata.Add(new Dictionary<string, string>(item.Metadata));
        return proto;
    }

    private static Dictionary<string, string> Map(Google.Protobuf.Collections.MapField<string, string> map) => new(map, StringComparer.Ordinal);
}
