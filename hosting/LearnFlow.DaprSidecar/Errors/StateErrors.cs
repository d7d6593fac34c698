using Google.Rpc;
using Grpc.Core;

namespace LearnFlow.DaprSidecar.Errors;

/// <summary>Failures of the state building block (dapr/dapr pkg/api/errors/state.go and pkg/messages).</summary>
internal static class StateErrors
{
    public static DaprApiException StoreNotFound(string store, string appId) => new(400, StatusCode.InvalidArgument, "ERR_STATE_STORE_NOT_FOUND",
        $"state store {store} is not found", DaprApiException.Info("DAPR_STATE_NOT_FOUND", ("appID", appId)));

    public static DaprApiException NotConfigured(string store, string appId) => new(500, StatusCode.FailedPrecondition, "ERR_STATE_STORE_NOT_CONFIGURED",
        $"state store {store} is not configured", DaprApiException.Info("DAPR_STATE_NOT_CONFIGURED", ("appID", appId)));

    public static DaprApiException IllegalKey(string store, string key)
    {
        var message = $"input key/keyPrefix '{key}' can't contain '||'";
        var violation = new BadRequest();
        violation.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = key, Description = message });
        return new DaprApiException(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", message, violation, DaprApiException.Resource("state", store),
            DaprApiException.Info("DAPR_STATE_ILLEGAL_KEY"));
    }

    public static DaprApiException QueryNotSupported(string store) => new(500, StatusCode.Internal, "ERR_STATE_STORE_NOT_SUPPORTED",
        "state store does not support querying", DaprApiException.Resource("state", store), DaprApiException.Info("DAPR_STATE_QUERYING_NOT_SUPPORTED"));

    public static DaprApiException Get(string store, string key, Exception cause) =>
        new(500, StatusCode.Internal, "ERR_STATE_GET", $"fail to get {key} from state store {store}: {cause.Message}");

    public static DaprApiException BulkGet(Exception cause) => new(500, StatusCode.Internal, "ERR_STATE_BULK_GET", cause.Message);

    public static DaprApiException Save(string store, Exception cause) =>
        new(HttpStatusOf(cause), GrpcCodeOf(cause), "ERR_STATE_SAVE", $"failed saving state in state store {store}: {cause.Message}");

    public static DaprApiException Delete(string key, Exception cause) =>
        new(HttpStatusOf(cause), GrpcCodeOf(cause), "ERR_STATE_DELETE", $"failed deleting state with key {key}: {cause.Message}");

    public static DaprApiException BulkDelete(string store, Exception cause) =>
        new(HttpStatusOf(cause), GrpcCodeOf(cause), "ERR_STATE_DELETE_BULK", $"failed deleting state in state store {store}: {cause.Message}");

    public static DaprApiException Transaction(Exception cause) =>
        new(500, StatusCode.Internal, "ERR_STATE_TRANSACTION", $"error while executing state transaction: {cause.Message}");

    public static DaprApiException UnsupportedOperation(string operation) =>
        new(400, StatusCode.Unimplemented, "ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type {operation} not supported");

    public static DaprApiException MissingKey() => new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", "\"key\" is a required field");

    // A mismatch is a conflict, an unreadable ETag a bad request, everything else the store's own failure.
    private static int HttpStatusOf(Exception cause) => cause is State.ETagException etag ? etag.Kind == State.ETagFailure.Mismatch ? 409 : 400 : 500;

    private static StatusCode GrpcCodeOf(Exception cause) =>
        cause is State.ETagException etag ? etag.Kind == State.ETagFailure.Mismatch ? StatusCode.Aborted : StatusCode.InvalidArgument : StatusCode.Internal;
}
