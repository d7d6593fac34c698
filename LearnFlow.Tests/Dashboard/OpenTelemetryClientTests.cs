using System.Diagnostics;
using System.Text.Json;

namespace LearnFlow.Tests.Dashboard;

/// <summary>OpenTelemetry's own JavaScript SDK, which nobody here wrote, sends all three signals over all three forms of OTLP.</summary>
[TestClass]
public sealed class OpenTelemetryClientTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "LearnFlow.Tests", "Dashboard", "js");

    [TestMethod]
    public async Task Spans_logs_and_metrics_of_the_JavaScript_SDK_appear()
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "@opentelemetry", "sdk-trace")))
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        await using var dashboard = await RunningDashboard.StartAsync();

        var traceId = (await RunAsync("node", "send.mjs", dashboard.GrpcAddress.ToString(), dashboard.Address.ToString().TrimEnd('/'), dashboard.OtlpKey)).Trim();

        var trace = await dashboard.GetAsync($"/api/telemetry/traces/{traceId}");
        Assert.AreEqual(2, trace.GetProperty("totalCount").GetInt32());
        var spans = Records(trace, "resourceSpans", "scopeSpans", "spans");
        Assert.AreEqual("POST /order", spans[0].GetProperty("name").GetString());
        Assert.AreEqual(spans[0].GetProperty("spanId").GetString(), spans[1].GetProperty("parentSpanId").GetString());
        Assert.AreEqual(2, spans[1].GetProperty("status").GetProperty("code").GetInt32());
        Assert.AreEqual("exception", spans[1].GetProperty("events")[0].GetProperty("name").GetString());

        var log = Records(await dashboard.GetAsync("/api/telemetry/logs?resource=js-shop&severity=error"), "resourceLogs", "scopeLogs", "logRecords").Single();
        Assert.AreEqual("the card was refused", log.GetProperty("body").GetProperty("stringValue").GetString());
        Assert.AreEqual(traceId, log.GetProperty("traceId").GetString());

        var orders = await dashboard.GetAsync("/api/metrics/series?resource=js-shop&name=orders");
        Assert.AreEqual(2, orders[0].GetProperty("points")[0].GetProperty("value").GetDouble());
        var took = (await dashboard.GetAsync("/api/metrics/series?resource=js-shop&name=order.duration"))[0].GetProperty("points")[0];
        Assert.AreEqual(4, took.GetProperty("count").GetInt32());
        Assert.IsInRange(10, 100, took.GetProperty("percentiles").GetProperty("p50").GetDouble());
    }

    [TestMethod]
    public async Task Telemetry_without_the_key_is_refused()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var visitor = dashboard.NewVisitor();

        using var answer = await visitor.PostAsync(new Uri("/v1/traces", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));

        Assert.AreEqual(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static JsonElement[] Records(JsonElement answer, string resources, string scopes, string records) =>
    [
        .. from r in answer.GetProperty("data").GetProperty(resources).EnumerateArray()
           from s in r.GetProperty(scopes).EnumerateArray()
           from record in s.GetProperty(records).EnumerateArray()
           select record,
    ];

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = s_folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, await output + await errors);
        return await output;
    }
}
