using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LearnFlow.Events;

namespace LearnFlow.Tests.ServiceDefaults;

/// <summary>Events that come many at a time: each has a status of its own.</summary>
[TestClass]
public sealed class BulkSubscriptionTests
{
    private const string Path = "/events/bulk";

    private readonly ConcurrentQueue<string> _handled = new();
    private readonly ConcurrentQueue<string?> _traces = new();

    [TestMethod]
    public async Task The_sidecar_learns_that_events_may_come_in_bulk()
    {
        await using var service = await StartAsync();

        using var subscriptions = JsonDocument.Parse(await service.Client.GetStringAsync("/dapr/subscribe"));

        var bulk = subscriptions.RootElement.EnumerateArray().Single(item => item.GetProperty("topic").GetString() == "bulk").GetProperty("bulkSubscribe");
        Assert.IsTrue(bulk.GetProperty("enabled").GetBoolean());
        Assert.AreEqual((100, 10), (bulk.GetProperty("maxMessagesCount").GetInt32(), bulk.GetProperty("maxAwaitDurationMs").GetInt32()));
    }

    [TestMethod]
    public async Task One_that_fails_or_cannot_be_read_keeps_no_other_from_being_acknowledged()
    {
        await using var service = await StartAsync();

        var statuses = await DeliverAsync(service, Run("1", "ada"), Run("2", "ben", "unlucky"), "{}", Run("4", "cy"));

        Assert.AreEqual("1 SUCCESS, 2 RETRY, 3 DROP, 4 SUCCESS", statuses);
    }

    [TestMethod]
    public async Task After_one_that_fails_the_same_learners_later_ones_wait_for_it()
    {
        await using var service = await StartAsync();

        var statuses = await DeliverAsync(service, Run("1", "ada"), Run("2", "ada", "unlucky"), Run("3", "ben"), Run("4", "ada"));

        Assert.AreEqual("1 SUCCESS, 2 RETRY, 3 SUCCESS, 4 RETRY", statuses);
        Assert.DoesNotContain("4", _handled);
    }

    [TestMethod]
    public async Task A_learners_events_are_handled_in_their_order()
    {
        await using var service = await StartAsync();
        var learners = new[] { "ada", "ben", "cy", "dee" };

        await DeliverAsync(service, [.. Enumerable.Range(1, 100).Select(number => Run($"{number}", learners[number % 4]))]);

        foreach (var learner in _handled.Select(int.Parse).GroupBy(number => number % 4))
        {
            Assert.IsTrue(learner.SequenceEqual(learner.Order()), string.Join(' ', learner));
        }

        Assert.HasCount(100, _handled);
    }

    [TestMethod]
    public async Task Each_is_handled_in_the_trace_that_it_was_published_in()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LearnFlow.Events",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await StartAsync();
        string[] traces = ["0af7651916cd43dd8448eb211c80319c", "4bf92f3577b34da6a3ce929d0e0e4736"];

        await DeliverAsync(service, [.. traces.Select((trace, index) => Run($"{index}", "ada").Insert(1, $"\"traceparent\":\"00-{trace}-b7ad6b7169203331-01\","))]);

        CollectionAssert.AreEqual(traces, _traces.ToArray());
    }

    [TestMethod]
    public async Task A_type_without_a_handler_is_acknowledged()
    {
        await using var service = await StartAsync();

        Assert.AreEqual("1 SUCCESS", await DeliverAsync(service, """{"type":"something.else","data":{}}"""));
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("{")]
    public async Task A_body_without_entries_is_refused(string body)
    {
        await using var service = await StartAsync();

        using var response = await service.PostJsonAsync(Path, body);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private Task<ServiceHost> StartAsync() => ServiceHost.StartAsync(map: app => app.MapBulkSubscription("bulk", Path, events =>
        events.On<CodeExecuted>(async (run, _, _) =>
        {
            await Task.Yield();
            _handled.Enqueue(run.Id);
            _traces.Enqueue(Activity.Current?.TraceId.ToHexString());
            if (run.Status == "unlucky")
            {
                throw new InvalidOperationException("The store is down.");
            }
        })));

    private static string Run(string id, string learner, string status = "ok") =>
        $$"""{"type":"{{CodeExecuted.Type}}","data":{{JsonSerializer.Serialize(new CodeExecuted(id, learner, default, "python", "", status), JsonConventions.Options)}} }""";

    /// <summary>Delivers events as entries 1, 2, 3 … and gives back the status of each.</summary>
    private static async Task<string> DeliverAsync(ServiceHost service, params string[] events)
    {
        var entries = string.Join(',', events.Select((item, index) =>
            $$"""{"entryId":"{{index + 1}}","event":{{item}},"contentType":"application/cloudevents+json","metadata":{} }"""));
        using var response = await service.PostJsonAsync(
            Path, $$"""{"id":"b","type":"com.dapr.event.sent.bulk","topic":"bulk","pubsubname":"pubsub","entries":[{{entries}}]}""");
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return string.Join(", ", answer.RootElement.GetProperty("statuses").EnumerateArray()
            .Select(entry => $"{entry.GetProperty("entryId").GetString()} {entry.GetProperty("status").GetString()}"));
    }
}
