using Grpc.Core;
using Grpc.Core.Interceptors;
using LearnFlow.DaprSidecar.Errors;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>Turns errors of the building blocks into gRPC's, and gives every other failure its sentence.</summary>
internal sealed class DaprErrorInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception failure) when (failure is not RpcException && !context.CancellationToken.IsCancellationRequested)
        {
            throw Translate(failure);
        }
    }

    private static RpcException Translate(Exception failure) =>
        failure is DaprApiException error ? error.ToRpcException() : new RpcException(new Status(StatusCode.Unknown, failure.Message));
}
