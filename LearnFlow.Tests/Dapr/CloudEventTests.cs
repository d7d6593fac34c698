using System.Text;
using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

/// <summary>The envelope that a subscriber sees, field by field (facts of dapr/dapr pkg/runtime/pubsub and components-contrib pubsub/envelope.go).</summary>
[TestClass]
public sealed class CloudEventTests
{
    private static TestApp s_app = null!;
    private static SidecarSession s_dapr = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _)
    {
        s_app = await TestApp.StartAsync(new[] { new { pubsubname = "pubsub", topic = "cloudevents", route = "/events/t" } });
        s_dapr = await SidecarSession.StartAsync(new SidecarOptions
        {
            AppId = "publisher",
            AppAddress = s_app.Address,
            Components = [await Backends.KafkaAsync()],
        });
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_dapr.DisposeAsync();
        await s_app.DisposeAsync();
    }

    private static async Task<Received> PublishAsync(string body, string contentType, string query = "")
    {
        var answer = await s_dapr.SendAsync("POST", "/v1.0/publish/pubsub/cloudevents" + query, body, contentType);
        Assert.AreEqual(204, answer.Status, answer.Body);
        return await s_app.NextAsync();
    }

    [TestMethod]
    public async Task Dapr_fills_in_what_the_publisher_does_not_say()
    {
        var received = await PublishAsync("""{"a":1}""", "application/json");

        Assert.AreEqual("publisher", received.Event.GetProperty("source").GetString());
        Assert.AreEqual("com.dapr.event.sent", received.Event.GetProperty("type").GetString());
        Assert.AreEqual("1.0", received.Event.GetProperty("specversion").GetString());
        Assert.IsTrue(Guid.TryParse(received.Id, out _));
        Assert.IsTrue(DateTimeOffset.TryParse(received.Event.GetProperty("time").GetString(), System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.AreEqual(received.Event.GetProperty("traceparent").GetString(), received.Event.GetProperty("traceid").GetString());
        Assert.IsTrue(received.Event.TryGetProperty("tracestate", out _));
        Assert.IsFalse(received.Event.TryGetProperty("expiration", out _));
    }

    [TestMethod]
    [DataRow("id")]
    [DataRow("source")]
    [DataRow("type")]
    [DataRow("subject")]
    [DataRow("traceid")]
    [DataRow("tracestate")]
    public async Task Metadata_overrides_a_field(string field)
    {
        var received = await PublishAsync("1", "application/json", $"?metadata.cloudevent.{field}=mine");

        Assert.AreEqual("mine", received.Event.GetProperty(field).GetString());
    }

    [TestMethod]
    [DataRow("topic", "cloudevents")]
    [DataRow("pubsubname", "pubsub")]
    [DataRow("datacontenttype", "application/json")]
    public async Task Metadata_does_not_override_where_an_event_went(string field, string stays)
    {
        var received = await PublishAsync("1", "application/json", $"?metadata.cloudevent.{field}=mine");

        Assert.AreEqual(stays, received.Event.GetProperty(field).GetString());
    }

    [TestMethod]
    public async Task A_CloudEvent_keeps_its_own_fields_but_not_its_topic()
    {
        var received = await PublishAsync(
            """{"id":"own","source":"me","type":"my.type","specversion":"1.0","topic":"elsewhere","pubsubname":"other","comment":"kept","data":{"n":1}}""",
            "application/cloudevents+json");

        Assert.AreEqual("own", received.Id);
        Assert.AreEqual("me", received.Event.GetProperty("source").GetString());
        Assert.AreEqual("my.type", received.Event.GetProperty("type").GetString());
        Assert.AreEqual("kept", received.Event.GetProperty("comment").GetString());
        Assert.AreEqual("""{"n":1}""", received.Event.GetProperty("data").GetRawText());
        Assert.AreEqual("cloudevents", received.Event.GetProperty("topic").GetString());
        Assert.AreEqual("pubsub", received.Event.GetProperty("pubsubname").GetString());
    }

    [TestMethod]
    public async Task What_is_called_a_CloudEvent_and_is_none_is_refused() =>
        (await s_dapr.SendAsync("POST", "/v1.0/publish/pubsub/cloudevents", "[1]", "application/cloudevents+json")).AssertError(500, "ERR_PUBSUB_CLOUD_EVENTS_SER");

    [TestMethod]
    public async Task Text_is_a_string_binary_is_base64_and_JSON_that_does_not_parse_is_a_string()
    {
        var text = await PublishAsync("""{"a":1}""", "text/plain");
        var binary = await PublishAsync("\u0001bytes", "application/octet-stream");
        var broken = await PublishAsync("{no", "application/json");

        Assert.AreEqual("""{"a":1}""", text.Event.GetProperty("data").GetString());
        Assert.AreEqual("\u0001bytes", Encoding.UTF8.GetString(binary.Event.GetProperty("data_base64").GetBytesFromBase64()));
        Assert.IsFalse(binary.Event.TryGetProperty("data", out _));
        Assert.AreEqual("{no", broken.Event.GetProperty("data").GetString());
    }
}
