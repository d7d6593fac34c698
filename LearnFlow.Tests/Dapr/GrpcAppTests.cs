using System.Text;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using LearnFlow.DaprSidecar;
using P = Dapr.Client.Autogen.Grpc.v1;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace LearnFlow.Tests.Dapr;

/// <summary>An app behind the sidecar that speaks gRPC: events, calls, and services of its own through the sidecar's proxy.</summary>
[TestClass]
public sealed class GrpcAppTests
{
    private static async Task<SidecarSession> StartAsync(GrpcApp app) => await SidecarSession.StartAsync(new SidecarOptions
    {
        AppId = $"grpc{Guid.NewGuid():N}",
        AppAddress = app.Address,
        AppProtocol = "grpc",
        AppToken = "app-token",
        Components = [await Backends.KafkaAsync()],
    });

    [TestMethod]
    public async Task It_lists_its_topics_and_gets_events_until_it_says_success()
    {
        var topic = $"t{Guid.NewGuid():N}";
        await using var app = await GrpcApp.StartAsync(new TopicSubscription
        {
            PubsubName = "pubsub", Topic = topic,
            Routes = new() { Default = "/rest", Rules = { new TopicRule { Match = """event.type == "run" """, Path = "/run" } } },
        });
        var answers = new Queue<Status>([Status.Retry, Status.Success]);
        app.OnEvent = _ => answers.TryDequeue(out var answer) ? answer : Status.Success;
        await using var dapr = await StartAsync(app);

        await dapr.Client.PublishEventAsync("pubsub", topic, new { n = 1 },
            new Dictionary<string, string> { ["cloudevent.type"] = "run", ["partitionKey"] = "k" });
        await dapr.Client.PublishEventAsync("pubsub", topic, new { n = 2 }, new Dictionary<string, string> { ["partitionKey"] = "k" });

        var (first, headers) = await app.NextAsync();
        var (again, _) = await app.NextAsync();
        var (second, _) = await app.NextAsync();
        Assert.AreEqual("""{"n":1}""", first.Data.ToStringUtf8());
        Assert.AreEqual("/run", first.Path);
        Assert.AreEqual("run", first.Type);
        Assert.AreEqual("application/json", first.DataContentType);
        Assert.AreEqual("app-token", headers.GetValue("dapr-api-token"));
        Assert.AreEqual("pubsub", headers.GetValue("pubsubname"));
        Assert.AreEqual(first.Id, again.Id);
        Assert.AreEqual("/rest", second.Path);
    }

    [TestMethod]
    public async Task It_is_invoked_over_both_transports()
    {
        await using var app = await GrpcApp.StartAsync();
        await using var dapr = await StartAsync(app);
        var id = (await dapr.Client.GetMetadataAsync()).Id;

        var http = await dapr.SendAsync("POST", $"/v1.0/invoke/{id}/method/echo", """{"a":1}""");
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{dapr.Sidecar.GrpcPort}");
        var grpc = await new P.Dapr.DaprClient(channel).InvokeServiceAsync(
            new() { Id = id, Message = new() { Method = "echo", ContentType = "text/plain", Data = new() { Value = ByteString.CopyFromUtf8("hello") } } });
        var refused = await dapr.SendAsync("POST", $"/v1.0/invoke/{id}/method/refuse", "{}");

        Assert.AreEqual("""{"a":1}""", http.Body);
        Assert.AreEqual("hello", grpc.Data.Value.ToStringUtf8());
        Assert.AreEqual("text/plain", grpc.ContentType);
        Assert.AreEqual(400, refused.Status, refused.Body);
        StringAssert.Contains(refused.Body, "not now", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Its_own_streams_pass_through_piece_by_piece()
    {
        await using var app = await GrpcApp.StartAsync();
        await using var dapr = await StartAsync(app);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{dapr.Sidecar.GrpcPort}");
        var echo = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "echo.Echo", "Stream", Marshallers.Create(b => b, b => b),
            Marshallers.Create(b => b, b => b));
        var id = (await dapr.Client.GetMetadataAsync()).Id;

        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(echo, null, new CallOptions(new Metadata { { "dapr-app-id", id } }));
        foreach (var piece in (string[])["one", "two"])
        {
            // The second is only sent once the first has come back.
            await call.RequestStream.WriteAsync(Encoding.UTF8.GetBytes(piece));
            Assert.IsTrue(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.AreEqual(piece, Encoding.UTF8.GetString(call.ResponseStream.Current));
        }
        await call.RequestStream.CompleteAsync();
        Assert.IsFalse(await call.ResponseStream.MoveNext(CancellationToken.None));

        using var unknown = channel.CreateCallInvoker().AsyncDuplexStreamingCall(echo, null, default);
        var error = await Assert.ThrowsExactlyAsync<RpcException>(() => unknown.ResponseStream.MoveNext(CancellationToken.None));
        Assert.AreEqual(StatusCode.Unimplemented, error.StatusCode);
    }
}
