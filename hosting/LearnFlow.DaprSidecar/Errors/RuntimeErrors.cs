using Grpc.Core;

namespace LearnFlow.DaprSidecar.Errors;

/// <summary>Failures outside state and pub/sub (dapr/dapr pkg/messages/predefined.go).</summary>
internal static class RuntimeErrors
{
    public static DaprApiException MalformedBody(string reason) =>
        new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", $"failed deserializing HTTP body: {reason}");

    /// <summary>The state endpoints give the parser's sentence alone.</summary>
    public static DaprApiException MalformedRequest(string reason) => new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", reason);

    public static DaprApiException BodyRead(int status, string reason) =>
        new(status, StatusCode.InvalidArgument, "ERR_BODY_READ", $"failed to read request body: {reason}");

    public static DaprApiException DirectInvoke(string appId, string reason) =>
        new(500, StatusCode.Internal, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {reason}");

    public static DaprApiException DirectInvokeNoAppId() =>
        new(404, StatusCode.NotFound, "ERR_DIRECT_INVOKE", "failed getting app id either from the URL path or the header dapr-app-id");

    public static DaprApiException NotReady(string targets) => new(500, StatusCode.Internal, "ERR_HEALTH_NOT_READY", $"dapr is not ready: [{targets}]");

    public static DaprApiException OutboundNotReady() => new(500, StatusCode.Internal, "ERR_OUTBOUND_HEALTH_NOT_READY", "dapr outbound is not ready");

    public static DaprApiException AppIdMismatch() => new(500, StatusCode.Internal, "ERR_HEALTH_APPID_NOT_MATCH", "dapr app-id does not match");

    public static DaprApiException SecretStoresNotConfigured() =>
        new(500, StatusCode.FailedPrecondition, "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured");

    public static DaprApiException SecretStoreNotFound(string store) =>
        new(401, StatusCode.InvalidArgument, "ERR_SECRET_STORE_NOT_FOUND", $"failed finding secret store with key {store}");

    public static DaprApiException SecretDenied(string key, string store) =>
        new(403, StatusCode.PermissionDenied, "ERR_PERMISSION_DENIED", $"access denied by policy to get \"{key}\" from \"{store}\"");

    public static DaprApiException SecretGet(string key, string store, string reason) =>
        new(500, StatusCode.Internal, "ERR_SECRET_GET", $"failed getting secret with key {key} from secret store {store}: {reason}");
}
