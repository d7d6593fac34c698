using System.Net;
using System.Text.Json;

namespace LearnFlow.Tests.Dashboard;

/// <summary>The JSON API's queries, of which spans, logs and traces have the stock dashboard's parameters.</summary>
[TestClass]
public sealed class QueryTests
{
    private static RunningDashboard _dashboard = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        _dashboard = await RunningDashboard.StartAsync();
        await _dashboard.SendAsync("traces", Samples.Spans());
        await _dashboard.SendAsync("logs", Samples.Logs());
        await _dashboard.SendAsync("metrics", Samples.Metrics());
    }

    [ClassCleanup]
    public static async Task Stop() => await _dashboard.DisposeAsync();

    [TestMethod]
    [DataRow("spans", 7)]
    [DataRow("spans?limit=2", 7)]
    [DataRow("spans?resource=shop&hasError=true", 1)]
    [DataRow("spans?resource=shop-one&hasError=false", 6)]
    [DataRow("spans?traceId=0000000000000000000000000000beef&search=kind:consumer", 3)]
    [DataRow("spans?search=@customer:ada", 1)]
    [DataRow("spans?since=1h", 7)]
    [DataRow("spans?until=1h", 0)]
    [DataRow("spans?since=2020-01-01T00:00:00Z&until=1600000000000", 0)]
    [DataRow("logs?severity=warning", 1)]
    [DataRow("logs?traceId=0000000000000000000000000000beef", 3)]
    [DataRow("logs?search=%22card of ada%22 -@attempt:second", 1)]
    [DataRow("logs?until=5m", 0)]
    [DataRow("traces?resource=shop", 2)]
    [DataRow("traces?hasError=true", 1)]
    public async Task A_query_finds(string query, int expected) =>
        Assert.AreEqual(expected, (await _dashboard.GetAsync($"/api/telemetry/{query}")).GetProperty("totalCount").GetInt32());

    [TestMethod]
    [DataRow("spans")]
    [DataRow("logs")]
    [DataRow("traces")]
    public async Task A_resource_that_has_sent_nothing_is_not_found(string signal)
    {
        using var answer = await _dashboard.Client.GetAsync(new Uri($"/api/telemetry/{signal}?resource=shop&resource=nobody", UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "No resource named nobody has sent telemetry");
    }

    [TestMethod]
    public async Task A_query_that_cannot_be_read_is_answered_with_what_is_wrong()
    {
        using var answer = await _dashboard.Client.GetAsync(new Uri("/api/telemetry/spans?since=yesterday", UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "yesterday");
    }

    [TestMethod]
    public async Task Following_gives_what_is_kept_and_then_what_comes()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync("logs", Samples.Logs());
        var messages = new List<string>();

        await foreach (var line in dashboard.FollowAsync("/api/telemetry/logs?follow=true&search=card"))
        {
            messages.Add(line.GetProperty("resourceLogs")[0].GetProperty("scopeLogs")[0].GetProperty("logRecords")[0].GetProperty("body").GetProperty("stringValue").GetString()!);
            if (messages.Count == 2)
                break;
            await dashboard.SendAsync("logs", Samples.Logs());
        }

        CollectionAssert.AreEqual(new[] { "The card of ada was refused", "The card of ada was refused" }, messages);
    }

    [TestMethod]
    public async Task Health_probes_are_left_out_of_the_list_of_traces_unless_asked_for()
    {
        var traces = await _dashboard.GetAsync("/api/traces");
        var all = await _dashboard.GetAsync("/api/traces?probes=true");

        Assert.AreEqual(Samples.OrderTrace, traces.GetProperty("traces").EnumerateArray().Single().GetProperty("traceId").GetString());
        Assert.AreEqual(1, traces.GetProperty("hiddenProbes").GetInt32());
        Assert.AreEqual(2, all.GetProperty("total").GetInt32());
    }

    [TestMethod]
    public async Task An_event_is_followed_to_each_of_its_consumers()
    {
        var message = (await _dashboard.GetAsync("/api/messages?id=event-4711")).GetProperty("messages")[0];

        Assert.AreEqual("shop", message.GetProperty("producer").GetString());
        var deliveries = message.GetProperty("deliveries").EnumerateArray()
            .Select(d => (d.GetProperty("consumer").GetString(), d.GetProperty("attempts").GetInt32(), Math.Round(d.GetProperty("delayMs").GetDouble())))
            .ToArray();
        CollectionAssert.AreEqual(new[] { ("billing", 1, 10.0), ("stock", 2, 10.0) }, deliveries);
    }

    [TestMethod]
    public async Task Mail_that_a_program_logged_instead_of_sending_is_listed()
    {
        var mail = (await _dashboard.GetAsync("/api/mail"))[0];

        Assert.AreEqual(
            ("grace@example.org", "Your parcel", "It is on its way."),
            (mail.GetProperty("to").GetString(), mail.GetProperty("subject").GetString(), mail.GetProperty("body").GetString()));
    }

    [TestMethod]
    public async Task A_histogram_has_percentiles_and_exemplars_that_lead_to_traces()
    {
        var series = (await _dashboard.GetAsync("/api/metrics/series?resource=shop&name=orders.duration"))[0];

        Assert.AreEqual(30, series.GetProperty("points")[0].GetProperty("percentiles").GetProperty("p50").GetDouble());
        Assert.AreEqual(Samples.OrderTrace, series.GetProperty("exemplars")[0].GetProperty("traceId").GetString());
    }

    [TestMethod]
    public async Task What_is_exported_can_be_imported_elsewhere()
    {
        var zip = await _dashboard.Client.GetByteArrayAsync(new Uri("/api/telemetry/export", UriKind.Relative));
        await using var other = await RunningDashboard.StartAsync();

        using var answer = await other.Client.PostAsync(new Uri("/api/telemetry/import", UriKind.Relative), new ByteArrayContent(zip));

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        string[] queries =
        [
            "/api/telemetry/spans", "/api/telemetry/logs", "/api/messages", "/api/mail", "/api/metrics",
            "/api/metrics/series?resource=shop&name=orders.duration", "/api/metrics/series?resource=shop&name=orders.taken",
        ];
        foreach (var query in queries)
            Assert.AreEqual((await _dashboard.GetAsync(query)).ToString(), (await other.GetAsync(query)).ToString(), query);
    }

    [TestMethod]
    public async Task What_is_no_export_is_refused_with_a_sentence()
    {
        using var answer = await _dashboard.Client.PostAsync(new Uri("/api/telemetry/import", UriKind.Relative), new ByteArrayContent([1, 2, 3]));

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), "Send a zip");
    }
}
