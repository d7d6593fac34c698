using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace LearnFlow.DaprSidecar.Errors;

/// <summary>
/// A failure as Dapr reports it: one HTTP status, one gRPC code, an error code such as
/// <c>ERR_STATE_GET</c>, a sentence, and for the newer errors google.rpc details.
/// </summary>
/// <remarks>Contract: dapr/dapr pkg/messages (plain errors) and pkg/api/errors (errors with details).</remarks>
public sealed class DaprApiException(int httpStatus, StatusCode grpcCode, string errorCode, string message, params IMessage[] details) : Exception(message)
{
    /// <summary>The status of the HTTP answer.</summary>
    public int HttpStatus { get; } = httpStatus;

    /// <summary>The code of the gRPC answer.</summary>
    public StatusCode GrpcCode { get; } = grpcCode;

    /// <summary>The value of <c>errorCode</c> in the HTTP body, <c>ERR_…</c>.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>google.rpc details; empty for the plain errors.</summary>
    public IReadOnlyList<IMessage> Details { get; } = details;

    /// <summary>The same failure for a gRPC caller; details travel in the <c>grpc-status-details-bin</c> trailer.</summary>
    public RpcException ToRpcException()
    {
        var status = new global::Grpc.Core.Status(GrpcCode, Message);
        if (Details.Count == 0) return new RpcException(status);
        var rich = new Google.Rpc.Status { Code = (int)GrpcCode, Message = Message };
        rich.Details.AddRange(Details.Select(Any.Pack));
        return new RpcException(status, new Metadata { { "grpc-status-details-bin", rich.ToByteArray() } });
    }

    /// <summary>A google.rpc.ErrorInfo in Dapr's domain.</summary>
    internal static ErrorInfo Info(string reason, params (string Key, string Value)[] metadata)
    {
        var info = new ErrorInfo { Reason = reason, Domain = "dapr.io" };
        foreach (var (key, value) in metadata) info.Metadata[key] = value;
        return info;
    }

    /// <summary>A google.rpc.ResourceInfo that names a component.</summary>
    internal static ResourceInfo Resource(string type, string name, string description = "") =>
        new() { ResourceType = type, ResourceName = name, Description = description };
}
