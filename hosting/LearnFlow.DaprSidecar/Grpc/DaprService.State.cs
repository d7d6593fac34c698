using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.State;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>State over gRPC. Bytes are stored as they come.</summary>
internal partial class DaprService
{
    public virtual async Task<P.GetStateResponse> GetState(P.GetStateRequest request, ServerCallContext context)
    {
        var response = new P.GetStateResponse();
        if (await runtime.State.GetAsync(request.StoreName, request.Key, context.CancellationToken) is not { } value) return response;
        response.Data = UnsafeByteOperations.UnsafeWrap(value.Data);
        response.Etag = value.ETag;
        foreach (var (name, text) in value.Metadata) response.Metadata[name] = text;
        return response;
    }

    public virtual async Task<P.GetBulkStateResponse> GetBulkState(P.GetBulkStateRequest request, ServerCallContext context)
    {
        var response = new P.GetBulkStateResponse();
        foreach (var (key, value) in await runtime.State.GetAsync(request.StoreName, request.Keys, context.CancellationToken))
        {
            var item = new P.BulkStateItem { Key = key };
            if (value is not null)
            {
                item.Data = UnsafeByteOperations.UnsafeWrap(value.Data);
                item.Etag = value.ETag;
                foreach (var (name, text) in value.Metadata) item.Metadata[name] = text;
            }
            response.Items.Add(item);
        }
        return response;
    }

    public virtual async Task<Empty> SaveState(P.SaveStateRequest request, ServerCallContext context)
    {
        runtime.State.Find(request.StoreName);
        if (request.States.Any(s => s.Key.Length == 0))
            throw new DaprApiException(400, StatusCode.InvalidArgument, "ERR_STATE_SAVE", "state key cannot be empty");
        await runtime.State.SaveAsync(request.StoreName, [.. request.States.Select(ToSet)], context.CancellationToken);
        return new Empty();
    }

    public virtual async Task<Empty> DeleteState(P.DeleteStateRequest request, ServerCallContext context)
    {
        await runtime.State.DeleteAsync(request.StoreName, new DeleteState(request.Key, request.Etag?.Value) { Metadata = Map(request.Metadata) },
            context.CancellationToken);
        return new Empty();
    }

    public virtual async Task<Empty> DeleteBulkState(P.DeleteBulkStateRequest request, ServerCallContext context)
    {
        await runtime.State.DeleteAsync(request.StoreName,
            [.. request.States.Select(s => new DeleteState(s.Key, s.Etag?.Value) { Metadata = Map(s.Metadata) })], context.CancellationToken);
        return new Empty();
    }

    public virtual async Task<Empty> ExecuteStateTransaction(P.ExecuteStateTransactionRequest request, ServerCallContext context)
    {
        var operations = request.Operations.Select(o => o.OperationType switch
        {
            "upsert" => Overlaid(ToSet(o.Request), request),
            "delete" => Overlaid(new DeleteState(o.Request.Key, o.Request.Etag?.Value) { Metadata = Map(o.Request.Metadata) }, request),
            _ => throw StateErrors.UnsupportedOperation(o.OperationType),
        }).ToList();
        await runtime.State.TransactAsync(request.StoreName, operations, context.CancellationToken);
        return new Empty();
    }

    public virtual Task<P.QueryStateResponse> QueryStateAlpha1(P.QueryStateRequest request, ServerCallContext context)
    {
        runtime.State.Find(request.StoreName);
        throw StateErrors.QueryNotSupported(request.StoreName);
    }

    // Metadata of the transaction goes over that of its operations.
    private static StateOperation Overlaid(StateOperation operation, P.ExecuteStateTransactionRequest request) =>
        request.Metadata.Count == 0 ? operation
            : operation with { Metadata = Http.DaprJson.Merge(new Dictionary<string, string>(operation.Metadata), Map(request.Metadata)) };

    private static SetState ToSet(P.StateItem item) => new(item.Key, item.Value.ToByteArray(), item.Etag?.Value)
    {
        Metadata = Map(item.Metadata),
        FirstWrite = item.Options?.Concurrency == P.StateOptions.Types.StateConcurrency.ConcurrencyFirstWrite,
    };
}
