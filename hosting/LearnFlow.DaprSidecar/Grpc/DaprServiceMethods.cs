using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>Binds <see cref="DaprService"/> to <c>dapr.proto.runtime.v1.Dapr</c>: Dapr.Protos has the messages but no server base.</summary>
/// <remarks>Grpc.AspNetCore finds each handler by the method's name, and wants it virtual; so the alpha names are methods of their own.
/// Methods that are not bound answer Unimplemented.</remarks>
internal static class DaprServiceMethods
{
    private const string Service = "dapr.proto.runtime.v1.Dapr";

    /// <summary>Server reflection looks for this property.</summary>
    public static ServiceDescriptor Descriptor => P.Dapr.Descriptor;

    /// <summary>Called by MapGrpcService, with a null service when only the methods are wanted.</summary>
    public static void BindService(ServiceBinderBase binder, DaprService? s)
    {
        binder.AddMethod(Unary<P.GetStateRequest, P.GetStateResponse>("GetState"), s is null ? null : s.GetState);
        binder.AddMethod(Unary<P.GetBulkStateRequest, P.GetBulkStateResponse>("GetBulkState"), s is null ? null : s.GetBulkState);
        binder.AddMethod(Unary<P.SaveStateRequest, Empty>("SaveState"), s is null ? null : s.SaveState);
        binder.AddMethod(Unary<P.QueryStateRequest, P.QueryStateResponse>("QueryStateAlpha1"), s is null ? null : s.QueryStateAlpha1);
        binder.AddMethod(Unary<P.DeleteStateRequest, Empty>("DeleteState"), s is null ? null : s.DeleteState);
        binder.AddMethod(Unary<P.DeleteBulkStateRequest, Empty>("DeleteBulkState"), s is null ? null : s.DeleteBulkState);
        binder.AddMethod(Unary<P.ExecuteStateTransactionRequest, Empty>("ExecuteStateTransaction"), s is null ? null : s.ExecuteStateTransaction);
        binder.AddMethod(Unary<P.PublishEventRequest, Empty>("PublishEvent"), s is null ? null : s.PublishEvent);
        binder.AddMethod(Unary<P.BulkPublishRequest, P.BulkPublishResponse>("BulkPublishEvent"), s is null ? null : s.BulkPublishEvent);
        binder.AddMethod(Unary<P.BulkPublishRequest, P.BulkPublishResponse>("BulkPublishEventAlpha1"), s is null ? null : s.BulkPublishEventAlpha1);
        binder.AddMethod(Unary<P.InvokeServiceRequest, P.InvokeResponse>("InvokeService"), s is null ? null : s.InvokeService);
        binder.AddMethod(Unary<P.GetSecretRequest, P.GetSecretResponse>("GetSecret"), s is null ? null : s.GetSecret);
        binder.AddMethod(Unary<P.GetBulkSecretRequest, P.GetBulkSecretResponse>("GetBulkSecret"), s is null ? null : s.GetBulkSecret);
        binder.AddMethod(Unary<P.GetConfigurationRequest, P.GetConfigurationResponse>("GetConfiguration"), s is null ? null : s.GetConfiguration);
        binder.AddMethod(Unary<P.TryLockRequest, P.TryLockResponse>("TryLockAlpha1"), s is null ? null : s.TryLockAlpha1);
        binder.AddMethod(Unary<P.UnlockRequest, P.UnlockResponse>("UnlockAlpha1"), s is null ? null : s.UnlockAlpha1);
        binder.AddMethod(Unary<P.InvokeBindingRequest, P.InvokeBindingResponse>("InvokeBinding"), s is null ? null : s.InvokeBinding);
        binder.AddMethod(Unary<P.InvokeActorRequest, P.InvokeActorResponse>("InvokeActor"), s is null ? null : s.InvokeActor);
        binder.AddMethod(Unary<P.GetMetadataRequest, P.GetMetadataResponse>("GetMetadata"), s is null ? null : s.GetMetadata);
        binder.AddMethod(Unary<P.SetMetadataRequest, Empty>("SetMetadata"), s is null ? null : s.SetMetadata);
        binder.AddMethod(Unary<P.ShutdownRequest, Empty>("Shutdown"), s is null ? null : s.Shutdown);
    }

    private static Method<TRequest, TResponse> Unary<TRequest, TResponse>(string name) where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        new(MethodType.Unary, Service, name, ProtoMarshaller.Of<TRequest>(), ProtoMarshaller.Of<TResponse>());
}
