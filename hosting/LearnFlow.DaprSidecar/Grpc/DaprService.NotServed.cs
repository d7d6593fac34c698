using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LearnFlow.DaprSidecar.Errors;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>Calls of building blocks that are not served answer what daprd answers without a component of theirs.</summary>
internal partial class DaprService
{
    public virtual Task<P.GetConfigurationResponse> GetConfiguration(P.GetConfigurationRequest request, ServerCallContext context) =>
        throw NotServedErrors.Configuration();

    public virtual Task<P.TryLockResponse> TryLockAlpha1(P.TryLockRequest request, ServerCallContext context) => throw NotServedErrors.Lock();

    public virtual Task<P.UnlockResponse> UnlockAlpha1(P.UnlockRequest request, ServerCallContext context) => throw NotServedErrors.Lock();

    public virtual Task<P.InvokeBindingResponse> InvokeBinding(P.InvokeBindingRequest request, ServerCallContext context) =>
        throw NotServedErrors.Binding(request.Name);

    public virtual Task<P.InvokeActorResponse> InvokeActor(P.InvokeActorRequest request, ServerCallContext context) => throw NotServedErrors.Actors();
}
