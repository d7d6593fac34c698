using System.Data.Common;
using Grpc.Core;

namespace LearnFlow.Events;

/// <summary>Tells a part of the system that does not answer from a message that fails by its nature.</summary>
public static class Unavailable
{
    /// <summary>True when <paramref name="exception"/> says that the sidecar, another service or a database does not answer.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        RpcException rpc => rpc.StatusCode == StatusCode.Unavailable,
        HttpRequestException or OperationCanceledException => true,
        DbException { IsTransient: true } => true,
        _ => Is(exception.InnerException),
    };
}
