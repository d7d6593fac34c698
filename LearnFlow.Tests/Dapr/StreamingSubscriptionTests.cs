using Grpc.Core;
using Grpc.Net.Client;
using LearnFlow.DaprSidecar;
using P = Dapr.Client.Autogen.Grpc.v1;
using Status = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace LearnFlow.Tests.Dapr;

/// <summary>SubscribeTopicEventsAlpha1: an app without a port subscribes on a stream.</summary>
[TestClass]
public sealed class StreamingSubscriptionTests
{
    private static P.SubscribeTopicEventsRequestAlpha1 Initial(string pubsub, string topic, string? deadLetter = null)
    {
        var initial = new P.SubscribeTopicEventsRequestInitialAlpha1 { PubsubName = pubsub, Topic = topic };
        if (deadLetter is not null)
            initial.DeadLetterTopic = deadLetter;
        return new() { InitialRequest = initial };
    }

    private static P.SubscribeTopicEventsRequestAlpha1 Answer(string id, Status status) =>
        new() { EventProcessed = new() { Id = id, Status = new() { Status = status } } };

    [TestMethod]
    public async Task Events_come_on_the_stream_again_after_RETRY_and_to_the_dead_letter_topic_after_DROP()
    {
        var (topic, dead) = ($"t{Guid.NewGuid():N}", $"d{Guid.NewGuid():N}");
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = $"s{Guid.NewGuid():N}",
            Components = [await Backends.KafkaAsync()] });
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{dapr.Sidecar.GrpcPort}");
        var client = new P.Dapr.DaprClient(channel);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var stream = client.SubscribeTopicEventsAlpha1(cancellationToken: limit.Token);
        using var buried = client.SubscribeTopicEventsAlpha1(cancellationToken: limit.Token);

        await stream.RequestStream.WriteAsync(Initial("pubsub", topic, dead), limit.Token);
        Assert.IsNotNull((await NextAsync(stream)).InitialResponse);
        await buried.RequestStream.WriteAsync(Initial("pubsub", dead), limit.Token);
        Assert.IsNotNull((await NextAsync(buried)).InitialResponse);
        await dapr.Client.PublishEventAsync("pubsub", topic, "hello", limit.Token);
        var first = (await NextAsync(stream)).EventMessage;
        await stream.RequestStream.WriteAsync(Answer(first.Id, Status.Drop), limit.Token);
        var dropped = (await NextAsync(buried)).EventMessage;
        await buried.RequestStream.WriteAsync(Answer(dropped.Id, Status.Retry), limit.Token);
        var again = (await NextAsync(buried)).EventMessage;
        await buried.RequestStream.WriteAsync(Answer(again.Id, Status.Success), limit.Token);

        Assert.AreEqual("\"hello\"", first.Data.ToStringUtf8());
        Assert.AreEqual(first.Id, dropped.Id);
        Assert.AreEqual(first.Id, again.Id);
    }

    [TestMethod]
    [DataRow("", "t")]
    [DataRow("pubsub", "")]
    [DataRow("none", "t")]
    public async Task A_subscription_that_cannot_be_is_refused(string pubsub, string topic)
    {
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "refused", Components = [new("pubsub", "pubsub.in-memory")] });
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{dapr.Sidecar.GrpcPort}");
        using var stream = new P.Dapr.DaprClient(channel).SubscribeTopicEventsAlpha1();

        await stream.RequestStream.WriteAsync(Initial(pubsub, topic));

        await Assert.ThrowsExactlyAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
    }

    private static async Task<P.SubscribeTopicEventsResponseAlpha1> NextAsync(
        AsyncDuplexStreamingCall<P.SubscribeTopicEventsRequestAlpha1, P.SubscribeTopicEventsResponseAlpha1> stream)
    {
        Assert.IsTrue(await stream.ResponseStream.MoveNext(CancellationToken.None));
        return stream.ResponseStream.Current;
    }
}
