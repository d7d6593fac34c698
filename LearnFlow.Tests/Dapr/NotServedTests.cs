using Dapr.Client;
using Grpc.Core;
using Grpc.Net.Client;
using LearnFlow.DaprSidecar;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.Tests.Dapr;

/// <summary>Building blocks that the sidecar does not serve answer as daprd does without a component of theirs.</summary>
[TestClass]
public sealed class NotServedTests
{
    private static SidecarSession s_dapr = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "bare" });

    [ClassCleanup]
    public static async Task StopAsync() => await s_dapr.DisposeAsync();

    [TestMethod]
    [DataRow("GET", "/v1.0/configuration/store?key=a", "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured")]
    [DataRow("GET", "/v1.0/configuration/store/subscribe", "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured")]
    [DataRow("POST", "/v1.0-alpha1/lock/store", "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured")]
    [DataRow("POST", "/v1.0-alpha1/unlock/store", "ERR_LOCK_STORE_NOT_CONFIGURED", "lock store is not configured")]
    [DataRow("PUT", "/v1.0-alpha1/crypto/vault/encrypt", "ERR_CRYPTO_PROVIDERS_NOT_CONFIGURED", "crypto providers not configured")]
    [DataRow("POST", "/v1.0/bindings/mail", "ERR_INVOKE_OUTPUT_BINDING", "error invoking output binding mail: couldn't find output binding mail")]
    [DataRow("GET", "/v1.0/actors/cat/1/state/name", "ERR_ACTOR_RUNTIME_NOT_FOUND", "the state store is not configured to use the actor runtime. Have you set the - name: actorStateStore value: \"true\" in your state store component file?")]
    public async Task Over_HTTP(string verb, string path, string errorCode, string message)
    {
        var answer = await s_dapr.SendAsync(verb, path, verb == "GET" ? null : "{}");

        answer.AssertError(500, errorCode);
        Assert.AreEqual(message, answer.Json.GetProperty("message").GetString());
    }

    [TestMethod]
    public async Task Over_gRPC()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{s_dapr.Sidecar.GrpcPort}");
        var client = new P.Dapr.DaprClient(channel);

        var configuration = await Assert.ThrowsExactlyAsync<RpcException>(async () => await client.GetConfigurationAsync(new P.GetConfigurationRequest()));
        var held = await Assert.ThrowsExactlyAsync<RpcException>(async () => await client.TryLockAlpha1Async(new P.TryLockRequest()));
        var binding = await Assert.ThrowsExactlyAsync<RpcException>(async () => await client.InvokeBindingAsync(new P.InvokeBindingRequest { Name = "mail" }));
        var workflow = await Assert.ThrowsExactlyAsync<RpcException>(async () => await client.GetWorkflowBeta1Async(new P.GetWorkflowRequest()));

        Assert.AreEqual((StatusCode.FailedPrecondition, "configuration stores not configured"), (configuration.StatusCode, configuration.Status.Detail));
        Assert.AreEqual((StatusCode.FailedPrecondition, "lock store is not configured"), (held.StatusCode, held.Status.Detail));
        Assert.AreEqual((StatusCode.Internal, "error invoking output binding mail: couldn't find output binding mail"), (binding.StatusCode, binding.Status.Detail));
        Assert.AreEqual(StatusCode.Unimplemented, workflow.StatusCode);
    }
}
