using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Aspire.Hosting;
using Google.Protobuf;
using LearnFlow.Hosting.Dashboard.Otlp.Wire;
using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Bench.Suites.Dashboard;

/// <summary>
/// A minute of 10,000 spans and 10,000 log records a second from ten senders, as batches over OTLP/HTTP: what is lost, what
/// memory it costs (its goal is what the bounds of ten senders allow on top of the process), and how long queries take when the
/// stores are full. Sender and dashboard share this process.
/// </summary>
internal static class DashboardSuite
{
    private const int Senders = 10;
    private const int BatchSize = 1000;
    private const int BatchesPerSecond = 10;
    private const int Seconds = 60;
    private const int Queries = 200;

    private static readonly string[] s_queries =
    [
        "/api/telemetry/spans?limit=200", "/api/telemetry/spans?search=order%20duration:>10", "/api/telemetry/spans?resource=sender-3&hasError=true",
        "/api/telemetry/logs?severity=error", "/api/telemetry/logs?search=@customer:ada", "/api/traces?limit=200", "/api/traces?hasError=true&search=pay", "/api/telemetry/resources",
    ];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["--LearnFlow:Quiet=true", $"--LearnFlow:DataPath={Path.Combine(Path.GetTempPath(), $"learnflow-bench-{Environment.ProcessId}")}"] });
        builder.Configuration["AppHost:DashboardApiKey"] = "bench";
        await using var application = builder.Build();
        await application.StartAsync(cancellation);
        var configuration = application.Services.GetRequiredService<IConfiguration>();
        using var client = new HttpClient { BaseAddress = new Uri(configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]!) };
        client.DefaultRequestHeaders.Add("x-otlp-api-key", configuration["AppHost:OtlpApiKey"]);
        client.DefaultRequestHeaders.Add("x-api-key", "bench");

        var before = MegaBytes();
        var took = await SendAsync(client, cancellation);
        var lost = await LostAsync(client, cancellation);
        var rss = MegaBytes();
        var samples = new Samples();
        for (var i = 0; i < Queries; i++)
        {
            var query = s_queries[i % s_queries.Length];
            await samples.AddAsync(async () => await client.GetByteArrayAsync(new Uri(query, UriKind.Relative), cancellation));
        }
        await application.StopAsync(cancellation);

        var sent = 2.0 * Seconds * BatchesPerSecond * BatchSize;
        return
        [
            new("records_lost", lost, "records", Goal: 0),
            new("records_per_s", sent / took.TotalSeconds, "1/s", Goal: 2.0 * BatchesPerSecond * BatchSize * 0.99, HigherIsBetter: true),
            new("rss_mb", rss, "MB", Baseline: before, Goal: before + 2.0 * Senders * new TelemetryLimits().BytesPerOrigin / 1024 / 1024),
            new("query_p50_ms", samples.Percentile(50), "ms"),
            new("query_p95_ms", samples.Percentile(95), "ms", Goal: 100),
        ];
    }

    private static async Task<TimeSpan> SendAsync(HttpClient client, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / BatchesPerSecond));
        for (var batch = 0; batch < Seconds * BatchesPerSecond; batch++)
        {
            await Task.WhenAll(
                PostAsync(client, "/v1/traces", Spans(batch), cancellation),
                PostAsync(client, "/v1/logs", Logs(batch), cancellation));
            await timer.WaitForNextTickAsync(cancellation);
        }
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task PostAsync(HttpClient client, string path, IMessage request, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(request.ToByteArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What was sent and is neither kept nor counted as having made room.</summary>
    private static async Task<double> LostAsync(HttpClient client, CancellationToken cancellation)
    {
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/telemetry/resources", UriKind.Relative), cancellation));
        var known = answer.RootElement.EnumerateArray().Sum(r => r.GetProperty("spans").GetDouble() + r.GetProperty("logs").GetDouble() + r.GetProperty("droppedSpans").GetDouble() + r.GetProperty("droppedLogs").GetDouble());
        return 2.0 * Seconds * BatchesPerSecond * BatchSize - known;
    }

    private static ExportTraceServiceRequest Spans(int batch)
    {
        var scope = new ScopeSpans { Scope = new() { Name = "bench" } };
        for (var i = 0; i < BatchSize; i++)
        {
            var start = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
            scope.Spans.Add(new Span
            {
                TraceId = Id(16, batch * BatchSize + i / 10),
                SpanId = Id(8, i + 1),
                ParentSpanId = i % 10 == 0 ? ByteString.Empty : Id(8, i),
                Name = i % 3 == 0 ? "POST /order" : "pay",
                Kind = 2,
                StartTimeUnixNano = start,
                EndTimeUnixNano = start + (ulong)(i % 100) * 1_000_000,
                Status = new() { Code = i % 50 == 0 ? 2 : 0 },
                Attributes = { Attribute("http.route", "/order"), Attribute("http.request.method", "POST"), Attribute("customer", i % 2 == 0 ? "ada" : "grace"), Attribute("order.id", $"{batch}-{i}") },
            });
        }
        return new() { ResourceSpans = { new ResourceSpans { Resource = Sender(batch), ScopeSpans = { scope } } } };
    }

    private static ExportLogsServiceRequest Logs(int batch)
    {
        var scope = new ScopeLogs { Scope = new() { Name = "Bench.Orders" } };
        for (var i = 0; i < BatchSize; i++)
        {
            scope.LogRecords.Add(new LogRecord
            {
                TimeUnixNano = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000,
                SeverityNumber = i % 20 == 0 ? 17 : 9,
                Body = new() { StringValue = $"order {batch}-{i} of ada was taken" },
                TraceId = Id(16, batch * BatchSize + i / 10),
                Attributes = { Attribute("customer", i % 2 == 0 ? "ada" : "grace") },
            });
        }
        return new() { ResourceLogs = { new ResourceLogs { Resource = Sender(batch), ScopeLogs = { scope } } } };
    }

    private static Resource Sender(int batch) => new() { Attributes = { Attribute("service.name", $"sender-{batch % Senders}") } };

    private static KeyValue Attribute(string name, string value) => new() { Key = name, Value = new() { StringValue = value } };

    private static ByteString Id(int length, int number)
    {
        var bytes = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length - 4), number + 1);
        return ByteString.CopyFrom(bytes);
    }

    private static double MegaBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }
}
