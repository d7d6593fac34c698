using System.Diagnostics;
using System.Text.Json;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

[TestClass]
public sealed class PubSubTests
{
    private static object Subscribe(string topic, string? deadLetter = null) =>
        new[] { new { pubsubName = "pubsub", topic, route = "/events/" + topic, deadLetterTopic = deadLetter } };

    private static string Topic() => $"t{Guid.NewGuid():N}";

    private static async Task<SidecarSession> StartAsync(TestApp? app, params (string, string)[] metadata) => await SidecarSession.StartAsync(new SidecarOptions
    {
        AppId = $"app{Guid.NewGuid():N}",
        AppAddress = app?.Address,
        AppToken = "app-token",
        Components = [await Backends.KafkaAsync(metadata)],
    });

    [TestMethod]
    public async Task An_event_published_over_HTTP_arrives_as_a_CloudEvent()
    {
        var topic = Topic();
        await using var app = await TestApp.StartAsync(Subscribe(topic));
        await using var dapr = await StartAsync(app);

        Assert.AreEqual(204,
            (await dapr.SendAsync("POST", $"/v1.0/publish/pubsub/{topic}?metadata.partitionKey=k1&metadata.cloudevent.type=code.executed",
            """{"n": 12345678901234567890}""")).Status);

        var received = await app.NextAsync();
        Assert.AreEqual("code.executed", received.Event.GetProperty("type").GetString());
        Assert.AreEqual("1.0", received.Event.GetProperty("specversion").GetString());
        Assert.AreEqual("application/json", received.Event.GetProperty("datacontenttype").GetString());
        Assert.AreEqual(topic, received.Event.GetProperty("topic").GetString());
        Assert.AreEqual("pubsub", received.Event.GetProperty("pubsubname").GetString());
        Assert.AreEqual("12345678901234567890", received.Event.GetProperty("data").GetProperty("n").GetRawText());
        Assert.AreEqual("application/cloudevents+json", received.Headers["content-type"]);
        Assert.AreEqual("k1", received.Headers["__key"]);
        Assert.AreEqual("app-token", received.Headers["dapr-api-token"]);
    }

    [TestMethod]
    public async Task An_event_published_by_the_NET_client_arrives_and_bulk_too()
    {
        var topic = Topic();
        await using var app = await TestApp.StartAsync(Subscribe(topic));
        await using var dapr = await StartAsync(app);

        await dapr.Client.PublishEventAsync("pubsub", topic, new { n = 1 });
        var failed = await dapr.Client.BulkPublishEventAsync("pubsub", topic, [new { n = 2 }, new { n = 3 }]);

        Assert.IsEmpty(failed.FailedEntries);
        var seen = new[] { await app.NextAsync(), await app.NextAsync(), await app.NextAsync() };
        CollectionAssert.AreEquivalent(new[] { 1, 2, 3 }, seen.Select(s => s.Event.GetProperty("data").GetProperty("n").GetInt32()).ToList());
    }

    [TestMethod]
    public async Task An_event_comes_again_until_the_app_takes_it()
    {
        var topic = Topic();
        await using var app = await TestApp.StartAsync(Subscribe(topic));
        var answers = new Queue<(int, string)>([(500, ""), (200, """{"status":"RETRY"}"""), (200, """{"status":"odd"}"""), (200, "")]);
        app.OnEvent = _ => answers.TryDequeue(out var answer) ? answer : (200, "");
        await using var dapr = await StartAsync(app);

        await dapr.SendAsync("POST", $"/v1.0/publish/pubsub/{topic}?metadata.partitionKey=k", "1");
        await dapr.SendAsync("POST", $"/v1.0/publish/pubsub/{topic}?metadata.partitionKey=k", "2");

        var ids = new List<string>();
        for (var i = 0; i < 4; i++) ids.Add((await app.NextAsync()).Id);
        Assert.AreEqual(1, ids.Distinct().Count());
        await app.NextAsync();
    }

    [TestMethod]
    [DataRow(404, "")]
    [DataRow(200, """{"status":"DROP"}""")]
    [DataRow(500, "")]
    public async Task What_the_app_cannot_take_goes_to_the_dead_letter_topic(int status, string body)
    {
        var (topic, dead) = (Topic(), Topic());
        await using var app = await TestApp.StartAsync(new object[] { new { pubsubname = "pubsub", topic, route = "/events/live", deadLetterTopic = dead },
            new { pubsubname = "pubsub", topic = dead, route = "/events/dead" } });
        app.OnEvent = e => e.Path.EndsWith("live", StringComparison.Ordinal) ? (status, body) : (200, "");
        await using var dapr = await StartAsync(app);

        await dapr.SendAsync("POST", $"/v1.0/publish/pubsub/{topic}", """{"a":1}""");

        var live = await app.NextAsync();
        var buried = await app.NextAsync();
        Assert.AreEqual("/events/dead", buried.Path);
        Assert.AreEqual(live.Id, buried.Id);
    }

    [TestMethod]
    public async Task Publish_errors_are_Daprs()
    {
        await using var dapr = await StartAsync(null, ("publishingScopes", "other=open"), ("protectedTopics", "closed"));

        (await dapr.SendAsync("POST", "/v1.0/publish/none/t", "1")).AssertError(404, "ERR_PUBSUB_NOT_FOUND");
        (await dapr.SendAsync("POST", "/v1.0/publish/pubsub/", "1")).AssertError(404, "ERR_TOPIC_NAME_EMPTY");
        (await dapr.SendAsync("POST", "/v1.0/publish/pubsub/closed", "1")).AssertError(403, "ERR_PUBSUB_FORBIDDEN");
        (await dapr.SendAsync("POST", "/v1.0/publish/pubsub/t?metadata.rawPayload=maybe", "1")).AssertError(400, "ERR_PUBSUB_REQUEST_METADATA");
        (await dapr.SendAsync("POST", "/v1.0/publish/bulk/pubsub/t", "no")).AssertError(400, "ERR_PUBSUB_EVENTS_SER");
        (await dapr.SendAsync("POST", "/v1.0/publish/bulk/pubsub/t",
            """[{"entryId":"1","event":"a","contentType":"text/plain"},{"entryId":"1","event":"b","contentType":"text/plain"}]""")).AssertError(400,
            "ERR_PUBSUB_EVENTS_SER");
        (await dapr.SendAsync("POST", "/v1.0/publish/bulk/pubsub/t", """[{"event":"a","contentType":"text/plain"}]""")).AssertError(400,
            "ERR_PUBSUB_EVENTS_SER");
        Assert.AreEqual(204,
            (await dapr.SendAsync("POST", "/v1.0/publish/bulk/pubsub/t", """[{"entryId":"1","event":"a","contentType":"text/plain"}]""")).Status);
    }

    [TestMethod]
    public async Task Events_of_one_key_keep_their_order_and_a_slow_app_does_not_hold_another()
    {
        var topic = Topic();
        var gate = new TaskCompletionSource();
        await using var slow = await TestApp.StartAsync(Subscribe(topic));
        slow.OnEvent = _ =>
        {
            gate.Task.Wait(TimeSpan.FromSeconds(60));
            return (200, "");
        };
        await using var quick = await TestApp.StartAsync(Subscribe(topic));
        await using var slowDapr = await StartAsync(slow);
        await using var quickDapr = await StartAsync(quick);

        for (var i = 0; i < 200; i++)
            await quickDapr.Client.PublishEventAsync("pubsub", topic, i, new Dictionary<string, string> { ["partitionKey"] = $"k{i % 4}" });

        var seen = new List<(string Key, int N)>();
        while (seen.Count < 200)
        {
            var received = await quick.NextAsync();
            seen.Add((received.Headers["__key"], received.Event.GetProperty("data").GetInt32()));
        }
        gate.SetResult();
        foreach (var key in seen.GroupBy(s => s.Key)) CollectionAssert.AreEqual(key.Select(k => k.N).Order().ToList(), key.Select(k => k.N).ToList());
    }

    [TestMethod]
    public async Task What_a_slow_app_cannot_take_yet_stays_with_the_broker_and_comes_in_order()
    {
        var topic = Topic();
        await using var app = await TestApp.StartAsync(Subscribe(topic));
        using var ready = new ManualResetEventSlim();
        app.OnEvent = _ =>
        {
            ready.Wait();
            return (200, "");
        };
        await using var dapr = await StartAsync(app);
        var text = new string('x', 250_000); // 19 are more than the sidecar lets wait, and less than the development broker keeps (5 MiB)

        for (var n = 0; n < 19; n++)
            await dapr.SendAsync("POST", $"/v1.0/publish/pubsub/{topic}?metadata.partitionKey=k", $$"""{"n":{{n}},"text":"{{text}}"}""");
        ready.Set();

        var seen = new List<int>();
        while (seen.Count < 19)
            seen.Add((await app.NextAsync()).Event.GetProperty("data").GetProperty("n").GetInt32());
        CollectionAssert.AreEqual(Enumerable.Range(0, 19).ToList(), seen);
    }

    [TestMethod]
    public async Task Raw_payload_goes_without_an_envelope_and_comes_as_base64()
    {
        var topic = Topic();
        await using var app = await TestApp.StartAsync(new[] { new { pubsubname = "pubsub", topic, route = "/events/raw",
            metadata = new { rawPayload = "true" } } });
        await using var dapr = await StartAsync(app);

        await dapr.SendAsync("POST", $"/v1.0/publish/pubsub/{topic}?metadata.rawPayload=true", """{"raw":1}""");

        var received = await app.NextAsync();
        Assert.AreEqual("""{"raw":1}""", System.Text.Encoding.UTF8.GetString(received.Event.GetProperty("data_base64").GetBytesFromBase64()));
    }

    [TestMethod]
    public async Task Bulk_subscribe_gets_many_at_once_and_only_the_failed_ones_again()
    {
        var topic = Topic();
        var batches = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();
        var first = true;
        var outcomes = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith(DaprMetrics.Name, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("messaging.destination.name"), topic) && span.GetTagItem("dapr.delivery.outcome") is string outcome)
                    outcomes.Enqueue(outcome);
            },
        };
        ActivitySource.AddActivityListener(spans);
        await using var app = await TestApp.StartAsync(
            new[] { new { pubsubname = "pubsub", topic, route = "/bulk",
                bulkSubscribe = new { enabled = true, maxMessagesCount = 10, maxAwaitDurationMs = 2000 } } },
            web => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(web, "/bulk", async (Microsoft.AspNetCore.Http.HttpContext context) =>
            {
                using var json = await JsonDocument.ParseAsync(context.Request.Body);
                batches.Writer.TryWrite(json.RootElement.Clone());
                var statuses = json.RootElement.GetProperty("entries").EnumerateArray().Select((e, i) =>
                    new { entryId = e.GetProperty("entryId").GetString(), status = first && i == 0 ? "RETRY" : "SUCCESS" }).ToList();
                first = false;
                await Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, new { statuses });
            }));
        await using var dapr = await StartAsync(app);

        await dapr.Client.BulkPublishEventAsync("pubsub", topic, [1, 2, 3], new Dictionary<string, string> { ["partitionKey"] = "k" });

        var seen = new List<int>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (seen.Count < 4)
            seen.AddRange((await batches.Reader.ReadAsync(limit.Token)).GetProperty("entries").EnumerateArray().Select(e =>
            e.GetProperty("event").GetProperty("data").GetInt32()));
        CollectionAssert.AreEquivalent(new[] { 1, 1, 2, 3 }, seen);
        await dapr.DisposeAsync();
        CollectionAssert.AreEquivalent(new[] { "retry", "success", "success", "success" }, outcomes, "Each delivery has a span of its own.");
    }
}
