using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.PubSub;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>The runtime service over gRPC: publishing, secrets, shutdown. State, invocation and metadata are in the other parts.</summary>
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

    public virtual Task<P.BulkPublishResponse> BulkPublishEventAlpha1(P.BulkPublishRequest request, ServerCallContext context) =>
        BulkPublishEvent(request, context);

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

    public virtual Task<Empty> Shutdown(P.ShutdownRequest request, ServerCallContext context)
    {
        // Not awaited: the answer must not wait for the sidecar's end.
        _ = Task.Run(runtime.Shutdown);
        return Done;
    }

    private static Dictionary<string, string> Map(Google.Protobuf.Collections.MapField<string, string> map) => new(map, StringComparer.Ordinal);
}
