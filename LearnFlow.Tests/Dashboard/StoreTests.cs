using LearnFlow.Hosting.Dashboard.Api;
using LearnFlow.Hosting.Dashboard.Search;
using LearnFlow.Hosting.Dashboard.Telemetry;

namespace LearnFlow.Tests.Dashboard;

[TestClass]
public sealed class StoreTests
{
    [TestMethod]
    public void A_chatty_sender_does_not_push_out_what_others_have_sent()
    {
        var store = new TelemetryStore(new() { SpansPerOrigin = 100 });
        store.Spans.Add([Span("quiet", "t1", "s1")]);

        store.Spans.Add(Enumerable.Range(0, 1000).Select(i => Span("chatty", $"c{i}", "s")));

        Assert.HasCount(1, store.Spans.Trace("t1"));
        var chatty = store.Spans.Kept().Single(k => k.Origin.Name == "chatty");
        Assert.AreEqual(100, chatty.Count);
        Assert.AreEqual(900, chatty.Dropped);
        Assert.AreEqual(101, store.Spans.Traces(_ => true, limit: 1).Total);
    }

    [TestMethod]
    public void Memory_is_bounded_too()
    {
        var store = new TelemetryStore(new() { BytesPerOrigin = 100_000 });

        store.Logs.Add(Enumerable.Range(0, 100).Select(_ => new LogEntry { Origin = new("big", "", []), Scope = "", Body = new string('x', 10_000) }));

        Assert.IsInRange(1, 5, store.Logs.Kept()[0].Count);
    }

    [TestMethod]
    public void Telemetry_of_too_many_senders_is_refused_and_counted()
    {
        var store = new TelemetryStore(new() { Origins = 2 });

        var refused = store.Spans.Add([Span("a", "1", "1"), Span("b", "2", "2"), Span("c", "3", "3")]);

        Assert.AreEqual(1, refused);
    }

    [TestMethod]
    public void Values_that_stay_do_not_push_out_history_and_deltas_add_up()
    {
        var store = new MetricStore(new() { PointsPerSeries = 3 });
        var counter = new Instrument(new("a", "", []), "meter", "count", "", "", InstrumentKind.Sum, IsMonotonic: true);
        foreach (var (time, value) in new (ulong, double)[] { (1, 5), (2, 0), (3, 0), (4, 0), (5, 2) })
            store.Add(counter, [], new MetricPoint(time, time, value), isDelta: true, []);

        var points = store.Read(_ => true, (_, series) => series.Points.ToArray()).Single();

        CollectionAssert.AreEqual(new[] { new MetricPoint(1, 4, 5), new MetricPoint(5, 5, 7) }, points);
    }

    [TestMethod]
    [DataRow(50, 15.0)]
    [DataRow(90, 91.0)]
    [DataRow(100, 100.0)]
    public void A_percentile_lies_inside_its_bucket(double percentile, double expected) =>
        Assert.AreEqual(expected, MetricsApi.Percentile([40, 20, 40, 0], [10, 20, 100], percentile)!.Value, 12);

    [TestMethod]
    [DataRow("order", true)]
    [DataRow("ORDER pay", false)]
    [DataRow("resource:shop", true)]
    [DataRow("-resource:shop", false)]
    [DataRow("duration:>100", true)]
    [DataRow("duration:>=5000", false)]
    [DataRow("@http.route:/order", true)]
    [DataRow("-@http.route:/order", false)]
    [DataRow("\"POST /order\" status:error", true)]
    [DataRow("http://shop", false)]
    [DataRow("", true)]
    public void A_search_finds_spans_by_words_fields_and_attributes(string search, bool isFound)
    {
        var span = Span("shop", "t", "s") with { Name = "POST /order", Status = SpanStatus.Error, Start = 0, End = 200_000_000, Attributes = [new("http.route", "/order")] };

        Assert.AreEqual(isFound, RecordSearch.Spans(search)?.Invoke(span) ?? true);
    }

    private static SpanRecord Span(string origin, string trace, string id) => new() { Origin = new(origin, "", []), Scope = "test", TraceId = trace, SpanId = id, Name = "span" };
}
