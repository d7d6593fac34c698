using Grpc.Core;

namespace LearnFlow.DaprSidecar.Errors;

/// <summary>What daprd answers for a building block that has no component (dapr/dapr pkg/messages/predefined.go).</summary>
internal static class NotServedErrors
{
    public static DaprApiException Configuration() =>
        new(500, StatusCode.FailedPrecondition, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured");

    public static DaprApiException Lock() => new(500, StatusCode.FailedPrecondition, "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured");

    public static DaprApiException Crypto() => new(500, StatusCode.Internal, "ERR_CRYPTO_PROVIDERS_NOT_CONFIGURED", "crypto providers not configured");

    public static DaprApiException Binding(string name) => new(500, StatusCode.Internal, "ERR_INVOKE_OUTPUT_BINDING",
        $"error invoking output binding {name}: couldn't find output binding {name}");

    public static DaprApiException Actors() => new(500, StatusCode.Internal, "ERR_ACTOR_RUNTIME_NOT_FOUND", "the state store is not configured to use the actor "
        + "runtime. Have you set the - name: actorStateStore value: \"true\" in your state store component file?");
}
