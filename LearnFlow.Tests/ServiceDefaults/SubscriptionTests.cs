using System.Net;
using System.Text.Json;
using LearnFlow.Events;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class SubscriptionTests
{
    private static readonly CodeExecuted Run = new("run-1", "ada", DateTimeOffset.UnixEpoch, "python", "print(1)", "ok");

    [TestMethod]
    public async Task The_sidecar_learns_of_the_subscription()
    {
        await using var service = await ServiceHost.StartAsync();

        using var subscriptions = JsonDocument.Parse(await service.Client.GetStringAsync("/dapr/subscribe"));

        var only = subscriptions.RootElement.EnumerateArray().Single();
        Assert.AreEqual("pubsub", only.GetProperty("pubsubName").GetString());
        Assert.AreEqual("learning-events", only.GetProperty("topic").GetString());
        Assert.AreEqual("events/learning", only.GetProperty("route").GetString()?.TrimStart('/'));
    }

    [TestMethod]
    public async Task An_event_reaches_the_handler_of_its_type()
    {
        await using var service = await ServiceHost.StartAsync();

        Assert.AreEqual("SUCCESS", await DeliverAsync(service, CodeExecuted.Type, JsonSerializer.Serialize(Run, JsonConventions.Options)));

        Assert.AreEqual(Run, service.Received.Single());
    }

    [TestMethod]
    public async Task An_event_whose_producer_leaves_nulls_out_is_read_all_the_same()
    {
        await using var service = await ServiceHost.StartAsync();

        Assert.AreEqual("SUCCESS", await DeliverAsync(service, CodeExecuted.Type,
            """{"id":"run-1","learnerId":"ada","at":"1970-01-01T00:00:00Z","language":"python","code":"print(1)","status":"ok"}"""));

        Assert.AreEqual(Run, service.Received.Single());
    }

    [TestMethod]
    public async Task A_type_without_a_handler_is_acknowledged()
    {
        await using var service = await ServiceHost.StartAsync();

        Assert.AreEqual("SUCCESS", await DeliverAsync(service, "something.else", "{}"));

        Assert.IsEmpty(service.Received);
    }

    [TestMethod]
    [DataRow("{}", DisplayName = "members missing")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("\"text\"", DisplayName = "text")]
    [DataRow("""{"id":"1","learnerId":"not an id","at":"1970-01-01T00:00:00Z","language":"","code":"","status":"ok"}""", DisplayName = "no learner")]
    public async Task Data_that_cannot_be_read_is_dropped_and_not_repeated_for_ever(string data)
    {
        await using var service = await ServiceHost.StartAsync();

        Assert.AreEqual("DROP", await DeliverAsync(service, CodeExecuted.Type, data));

        Assert.IsEmpty(service.Received);
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("[]")]
    [DataRow("""{"data":{}}""")]
    [DataRow("""{"type":"code.executed"}""")]
    public async Task A_body_that_is_no_CloudEvent_is_dropped(string body)
    {
        await using var service = await ServiceHost.StartAsync();

        Assert.AreEqual("DROP", await StatusAsync(await service.PostJsonAsync("/events/learning", body)));
    }

    [TestMethod]
    public async Task A_handler_that_fails_gets_the_event_again()
    {
        await using var service = await ServiceHost.StartAsync();
        var envelope = Envelope(CodeExecuted.Type, JsonSerializer.Serialize(Run with { Status = "unlucky" }, JsonConventions.Options));

        using var response = await service.PostJsonAsync("/events/learning", envelope);

        Assert.AreEqual(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [TestMethod]
    public void What_is_published_carries_the_events_own_id_type_time_and_key()
    {
        var metadata = LearningEvents.Metadata(Run);

        Assert.AreEqual("run-1", metadata["cloudevent.id"]);
        Assert.AreEqual("code.executed", metadata["cloudevent.type"]);
        Assert.AreEqual("1970-01-01T00:00:00.0000000Z", metadata["cloudevent.time"]);
        Assert.AreEqual("ada", metadata["partitionKey"]);
    }

    private static async Task<string?> DeliverAsync(ServiceHost service, string type, string data) =>
        await StatusAsync(await service.PostAsync(
            "/events/learning", System.Text.Encoding.UTF8.GetBytes(Envelope(type, data)), "application/cloudevents+json"));

    private static string Envelope(string type, string data) =>
        $$"""{"specversion":"1.0","id":"1","source":"sandbox","type":"{{type}}","datacontenttype":"application/json","data":{{data}}}""";

    private static async Task<string?> StatusAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("status").GetString();
    }
}
