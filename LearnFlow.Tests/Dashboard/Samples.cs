namespace LearnFlow.Tests.Dashboard;

/// <summary>Telemetry of a made-up shop, in the form of OTLP JSON.</summary>
internal static class Samples
{
    public const string OrderTrace = "0000000000000000000000000000beef";
    public const string ProbeTrace = "0000000000000000000000000000cafe";

    /// <summary>A request with a failed payment and an event that two consumers get, one of them at the second attempt; and a health probe.</summary>
    public static object Spans()
    {
        var now = Now();
        return new
        {
            resourceSpans = new[]
            {
                Sender("resource", new { scopeSpans = new[] { new { scope = new { name = "Shop.Orders" }, spans = new[]
                {
                    Span(OrderTrace, 1, 0, "POST /order", 2, now, 90, [Text("url.path", "/order")]),
                    Span(OrderTrace, 2, 1, "pay", 3, now + 10_000_000, 40, [Text("customer", "ada"), Text("server.address", "bank")], error: "card refused"),
                    Span(OrderTrace, 3, 1, "create orders", 4, now + 60_000_000, 0, [.. Event("orders")]),
                    Span(OrderTrace, 4, 3, "pubsub/orders", 5, now + 70_000_000, 5, [.. Event("orders"), Text("messaging.consumer.group.name", "billing"), Text("dapr.delivery.outcome", "success")]),
                    Span(OrderTrace, 5, 3, "pubsub/orders", 5, now + 70_000_000, 5, [.. Event("orders"), Text("messaging.consumer.group.name", "stock"), Text("dapr.delivery.outcome", "retry")]),
                    Span(OrderTrace, 6, 3, "pubsub/orders", 5, now + 80_000_000, 5, [.. Event("orders"), Text("messaging.consumer.group.name", "stock"), Text("dapr.delivery.outcome", "success")]),
                    Span(ProbeTrace, 7, 0, "GET /health", 2, now, 1, [Text("url.path", "/health")]),
                } } } }),
            },
        };
    }

    /// <summary>A warning of that request, an information, and a mail.</summary>
    public static object Logs() => new
    {
        resourceLogs = new[]
        {
            Sender("resource", new { scopeLogs = new[] { new { scope = new { name = "Shop.Payments" }, logRecords = new object[]
            {
                Log(13, "The card of ada was refused", Text("customer", "ada"), Text("attempt", "first")),
                Log(9, "Refunds are on time"),
                Log(9, "Mail to grace@example.org", Text("MailTo", "grace@example.org"), Text("MailSubject", "Your parcel"), Text("MailBody", "It is on its way.")),
            } } } }),
        },
    };

    /// <summary>A counter and a histogram whose exemplar is of that request.</summary>
    public static object Metrics()
    {
        var time = Now().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var exemplar = new { timeUnixNano = time, asDouble = 90.0, traceId = OrderTrace, spanId = SpanId(1) };
        var count = new { timeUnixNano = time, asInt = "3", attributes = new[] { Text("country", "iceland") } };
        var durations = new { timeUnixNano = time, count = "4", sum = 200.0, bucketCounts = new[] { "1", "2", "1", "0" }, explicitBounds = new[] { 10.0, 50, 100 }, exemplars = new[] { exemplar } };
        return new
        {
            resourceMetrics = new[]
            {
                Sender("resource", new { scopeMetrics = new[] { new { scope = new { name = "Shop.Meter" }, metrics = new object[]
                {
                    new { name = "orders.taken", unit = "{order}", description = "Orders that came in", sum = new { aggregationTemporality = 2, isMonotonic = true, dataPoints = new[] { count } } },
                    new { name = "orders.duration", unit = "ms", description = "How long they took", histogram = new { aggregationTemporality = 2, dataPoints = new[] { durations } } },
                } } } }),
            },
        };
    }

    private static Dictionary<string, object> Sender(string resource, object content)
    {
        var sender = new Dictionary<string, object> { [resource] = new { attributes = new[] { Text("service.name", "shop"), Text("service.instance.id", "one") } } };
        foreach (var property in content.GetType().GetProperties())
            sender[property.Name] = property.GetValue(content)!;
        return sender;
    }

    private static object Span(string trace, int id, int parent, string name, int kind, long start, int milliseconds, object[] attributes, string? error = null) => new
    {
        traceId = trace,
        spanId = SpanId(id),
        parentSpanId = parent == 0 ? "" : SpanId(parent),
        name,
        kind,
        startTimeUnixNano = $"{start}",
        endTimeUnixNano = $"{start + milliseconds * 1_000_000L}",
        attributes,
        status = error is null ? new { code = 0, message = "" } : new { code = 2, message = error },
    };

    private static object Log(int severity, string message, params object[] attributes) => new
    {
        timeUnixNano = $"{Now()}",
        severityNumber = severity,
        body = new { stringValue = message },
        attributes,
        traceId = OrderTrace,
        spanId = SpanId(2),
    };

    private static object[] Event(string topic) => [Text("messaging.destination.name", topic), Text("messaging.message.id", "event-4711"), Text("cloudevents.event_type", "order.placed")];

    private static object Text(string key, string value) => new { key, value = new { stringValue = value } };

    private static string SpanId(int number) => number.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}
