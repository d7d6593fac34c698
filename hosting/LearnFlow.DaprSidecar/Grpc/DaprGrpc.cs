using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>The gRPC API: the runtime service and reflection.</summary>
internal static class DaprGrpc
{
    public static void MapDaprGrpc(this IEndpointRouteBuilder api)
    {
        api.MapGrpcService<DaprService>();
        api.MapGrpcReflectionService();
    }
}
