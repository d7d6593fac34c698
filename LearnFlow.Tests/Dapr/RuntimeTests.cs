using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using LearnFlow.DaprSidecar;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Dapr;

/// <summary>Health, limits, metadata, shutdown, reflection, streams and telemetry of a sidecar.</summary>
[TestClass]
public sealed class RuntimeTests
{
    private static object Subscribe(string topic) => new[] { new { pubsubname = "pubsub", topic, route = "/events/" + topic } };

    private static async Task<SidecarOptions> OptionsAsync(TestApp? app) => new()
    {
        AppId = $"r{Guid.NewGuid():N}",
        AppAddress = app?.Address,
        Components = [await Backends.KafkaAsync(), Backends.State(await Backends.NewDatabaseAsync())],
    };

    [TestMethod]
    public async Task It_is_not_healthy_before_its_app_is_there_and_for_another_app_id()
    {
        await using var sidecar = new Sidecar(await OptionsAsync(null) with { AppId = "waiting", AppAddress = new("http://127.0.0.1:1") });
        await sidecar.StartAsync();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{sidecar.HttpPort}") };

        using var waiting = await http.GetAsync(new Uri("/v1.0/healthz", UriKind.Relative));
        StringAssert.Contains(await waiting.Content.ReadAsStringAsync(), "ERR_HEALTH_NOT_READY", StringComparison.Ordinal);
        Assert.AreEqual(500, (int)waiting.StatusCode);

        await using var ready = await SidecarSession.StartAsync(await OptionsAsync(null) with { AppId = "ready" });
        Assert.AreEqual(204, (await ready.SendAsync("GET", "/v1.0/healthz?appid=ready")).Status);
        (await ready.SendAsync("GET", "/v1.0/healthz?appid=other")).AssertError(500, "ERR_HEALTH_APPID_NOT_MATCH");
        Assert.AreEqual(204, (await ready.SendAsync("GET", "/v1.0/healthz/outbound")).Status);
    }

    [TestMethod]
    public async Task An_unhealthy_app_gets_no_events_and_no_calls_until_it_is_healthy_again()
    {
        var healthy = false;
        var probed = new SemaphoreSlim(0);
        await using var app = await TestApp.StartAsync(Subscribe("unhealthy"), web => web.MapGet("/healthz", () =>
        {
            probed.Release();
            return Results.StatusCode(healthy ? 200 : 503);
        }));
        var options = await OptionsAsync(app) with { AppHealthCheck = new("/healthz", TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), 2) };
        await using var dapr = await SidecarSession.StartAsync(options);
        // The third probe starts when the second has been counted.
        for (var i = 0; i < 3; i++)
            Assert.IsTrue(await probed.WaitAsync(TimeSpan.FromSeconds(60)));

        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/unhealthy", "1");
        for (var i = 0; i < 3; i++)
            Assert.IsTrue(await probed.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.IsEmpty(app.All);
        var refused = await dapr.SendAsync("GET", $"/v1.0/invoke/{options.AppId}/method/healthz");
        refused.AssertError(500, "ERR_DIRECT_INVOKE");
        StringAssert.Contains(refused.Body, "app is not in a healthy state", StringComparison.Ordinal);
        healthy = true;

        Assert.AreEqual(1, (await app.NextAsync()).Event.GetProperty("data").GetInt32());
    }

    [TestMethod]
    public async Task An_app_with_max_concurrency_gets_no_more_calls_at_once()
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        var pair = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(map: web => web.MapGet("/work", async () =>
        {
            // Calls leave in pairs, so two are always at work at once.
            TaskCompletionSource met;
            lock (gate)
            {
                most = Math.Max(most, ++running);
                met = pair;
                if (running >= 2)
                    pair = new TaskCompletionSource();
            }
            if (!ReferenceEquals(met, pair))
                met.TrySetResult();
            await met.Task;
            lock (gate) running--;
        }));
        var options = await OptionsAsync(app) with { AppMaxConcurrency = 2 };
        await using var dapr = await SidecarSession.StartAsync(options);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => dapr.SendAsync("GET", $"/v1.0/invoke/{options.AppId}/method/work")));

        Assert.IsTrue(answers.All(a => a.Status == 200));
        Assert.AreEqual(2, most);
    }

    [TestMethod]
    public async Task Metadata_tells_of_the_app_and_keeps_what_is_set()
    {
        await using var app = await TestApp.StartAsync(Subscribe("described"));
        var options = await OptionsAsync(app) with { AppMaxConcurrency = 7, AppHealthCheck = AppHealthCheck.Default };
        await using var dapr = await SidecarSession.StartAsync(options);

        Assert.AreEqual(204, (await dapr.SendAsync("PUT", "/v1.0/metadata/colour", "blue", "text/plain")).Status);
        await dapr.Client.SetMetadataAsync("size", "large");

        var metadata = (await dapr.SendAsync("GET", "/v1.0/metadata")).Json;
        Assert.AreEqual(options.AppId, metadata.GetProperty("id").GetString());
        Assert.AreEqual("blue", metadata.GetProperty("extended").GetProperty("colour").GetString());
        Assert.AreEqual("large", (await dapr.Client.GetMetadataAsync()).Extended["size"]);
        Assert.AreEqual($$$"""
            {"port":{{{app.Address.Port}}},"protocol":"http","channelAddress":"127.0.0.1","maxConcurrency":7,"health":{"healthCheckPath":"/healthz","healthProbeInterval":"5s","healthProbeTimeout":"500ms","healthThreshold":3}}
            """, metadata.GetProperty("appConnectionProperties").GetRawText());
        Assert.AreEqual("PROGRAMMATIC", metadata.GetProperty("subscriptions")[0].GetProperty("type").GetString());
        var store = metadata.GetProperty("components").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "statestore");
        CollectionAssert.IsSubsetOf(new[] { "ETAG", "TRANSACTIONAL", "TTL" },
            store.GetProperty("capabilities").EnumerateArray().Select(c => c.GetString()).ToList());
    }

    [TestMethod]
    [DataRow("http")]
    [DataRow("grpc")]
    public async Task Shutdown_is_answered_and_then_asked_of_the_host(string transport)
    {
        var asked = new TaskCompletionSource();
        await using var dapr = await SidecarSession.StartAsync(await OptionsAsync(null) with
        {
            ShutdownRequested = () =>
            {
                asked.SetResult();
                return Task.CompletedTask;
            },
        });

        if (transport == "http")
            Assert.AreEqual(204, (await dapr.SendAsync("POST", "/v1.0/shutdown")).Status);
        else
            await dapr.Client.ShutdownSidecarAsync();

        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [TestMethod]
    public async Task Server_reflection_names_the_runtime_service()
    {
        await using var dapr = await SidecarSession.StartAsync(await OptionsAsync(null));
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{dapr.Sidecar.GrpcPort}");
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.IsTrue(await call.ResponseStream.MoveNext(CancellationToken.None));

        CollectionAssert.Contains(call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList(), "dapr.proto.runtime.v1.Dapr");
    }

    [TestMethod]
    public async Task Bodies_stream_through_invocation_both_ways_and_large_ones_are_refused()
    {
        var firstSeen = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(map: web =>
        {
            web.MapGet("/lines", async (HttpContext call) =>
            {
                await call.Response.WriteAsync("one\n");
                await call.Response.Body.FlushAsync();
                await firstSeen.Task;
                await call.Response.WriteAsync("two\n");
            });
            web.MapPost("/size", async (HttpContext call) =>
            {
                using var memory = new MemoryStream();
                await call.Request.Body.CopyToAsync(memory);
                return memory.Length;
            });
        });
        var options = await OptionsAsync(app);
        await using var dapr = await SidecarSession.StartAsync(options);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{dapr.Sidecar.HttpPort}/v1.0/invoke/{options.AppId}/method/") };

        await using var answer = await http.GetStreamAsync(new Uri("lines", UriKind.Relative));
        using var reader = new StreamReader(answer);
        Assert.AreEqual("one", await reader.ReadLineAsync());
        firstSeen.SetResult();
        Assert.AreEqual("two", await reader.ReadLineAsync());

        using var chunked = new HttpRequestMessage(HttpMethod.Post, "size") { Content = new StreamContent(new MemoryStream(new byte[1_000_000])) };
        chunked.Headers.TransferEncodingChunked = true;
        using var sized = await http.SendAsync(chunked);
        Assert.AreEqual("1000000", await sized.Content.ReadAsStringAsync());

        using var refused = await http.PostAsync(new Uri("size", UriKind.Relative), new ByteArrayContent(new byte[5 << 20]));
        Assert.AreEqual(413, (int)refused.StatusCode);
        Assert.AreEqual("ERR_BODY_READ", JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("errorCode").GetString());
    }

    [TestMethod]
    public async Task A_trace_goes_on_through_invocation_publishing_and_delivery_and_metrics_have_Daprs_names()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var invoked = new TaskCompletionSource<string>();
        await using var app = await TestApp.StartAsync(Subscribe("traced"),
            web => web.MapGet("/hello", (HttpContext call) => invoked.TrySetResult(call.Request.Headers.TraceParent.ToString())));
        var options = await OptionsAsync(app);
        var instruments = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, on) =>
            {
                if (instrument.Meter.Name == DaprMetrics.Name) on.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (tags.ToArray().Any(t => t.Key == "app_id" && Equals(t.Value, options.AppId))) instruments[instrument.Name] = true;
        });
        listener.Start();
        await using var dapr = await SidecarSession.StartAsync(options);

        await dapr.SendAsync("GET", $"/v1.0/invoke/{options.AppId}/method/hello", headers: ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/traced", "1", headers: ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        await dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"a","value":1}]""");
        var received = await app.NextAsync();

        Assert.AreEqual(Trace, ActivityContext.Parse(await invoked.Task, null).TraceId.ToHexString());
        Assert.AreEqual(Trace, ActivityContext.Parse(received.Event.GetProperty("traceparent").GetString()!, null).TraceId.ToHexString());
        Assert.AreEqual(Trace, ActivityContext.Parse(received.Headers["traceparent"], null).TraceId.ToHexString());
        await dapr.DisposeAsync();
        CollectionAssert.IsSubsetOf(new[] { "component/state/count", "component/pubsub_egress/count", "component/pubsub_ingress/count",
            "runtime/service_invocation/req_sent_total" }, instruments.Keys.ToList());
    }

    [TestMethod]
    public async Task An_event_past_its_time_to_live_goes_to_the_dead_letter_topic()
    {
        await using var app = await TestApp.StartAsync(new object[]
        {
            new { pubsubname = "pubsub", topic = "live", route = "/events/live", deadLetterTopic = "dead" },
            new { pubsubname = "pubsub", topic = "dead", route = "/events/dead", metadata = new { rawPayload = "true" } },
        });
        await using var dapr = await SidecarSession.StartAsync(await OptionsAsync(app));

        var expired = """{"id":"old","specversion":"1.0","type":"t","source":"s","data":1,"expiration":"2020-01-01T00:00:00Z"}""";
        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/live", expired, "application/cloudevents+json");
        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/live?metadata.ttlInSeconds=60", "2");

        var seen = new[] { await app.NextAsync(), await app.NextAsync() }.ToDictionary(e => e.Path, e => e.Event);
        // A subscription for CloudEvents would drop it again: it is as old on the dead letter topic.
        Assert.AreEqual("old",
            JsonDocument.Parse(seen["/events/dead"].GetProperty("data_base64").GetBytesFromBase64()).RootElement.GetProperty("id").GetString());
        Assert.AreEqual(2, seen["/events/live"].GetProperty("data").GetInt32());
        var expiration = seen["/events/live"].GetProperty("expiration").GetString()!;
        Assert.IsTrue(DateTimeOffset.Parse(expiration, System.Globalization.CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow);
    }
}
