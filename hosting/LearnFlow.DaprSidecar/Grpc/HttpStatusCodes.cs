using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using LearnFlow.DaprSidecar.Errors;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>HTTP statuses as gRPC's (dapr/dapr pkg/messaging/v1/util.go; google.rpc.Code).</summary>
internal static class HttpStatusCodes
{
    /// <summary>The failure that an app's HTTP status is over gRPC, or null for 2xx.</summary>
    public static RpcException? ToGrpc(int status, string body)
    {
        if (status is >= 200 and < 300) return null;
        var code = status switch
        {
            400 => StatusCode.Internal,
            401 => StatusCode.Unauthenticated,
            403 => StatusCode.PermissionDenied,
            404 => StatusCode.NotFound,
            408 or 504 => StatusCode.DeadlineExceeded,
            409 => StatusCode.AlreadyExists,
            412 => StatusCode.FailedPrecondition,
            416 => StatusCode.OutOfRange,
            429 => StatusCode.ResourceExhausted,
            499 => StatusCode.Cancelled,
            501 => StatusCode.Unimplemented,
            503 => StatusCode.Unavailable,
            _ => status >= 500 ? StatusCode.Internal : StatusCode.Unknown,
        };
        if (status == 400) code = StatusCode.InvalidArgument;
        var message = System.Net.HttpStatusCode.IsDefined((System.Net.HttpStatusCode)status) ? ((System.Net.HttpStatusCode)status).ToString()
            : status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var rich = new Google.Rpc.Status { Code = (int)code, Message = message };
        // An ErrorInfo value is limited to 63 characters.
        rich.Details.Add(Any.Pack(DaprApiException.Info(message, ("http.code", status.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("http.error_message", body.Length > 63 ? body[..63] : body))));
        return new RpcException(new global::Grpc.Core.Status(code, message), new Metadata { { "grpc-status-details-bin", rich.ToByteArray() } });
    }
}
