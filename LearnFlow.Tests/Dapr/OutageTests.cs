using LearnFlow.DaprSidecar;
using LearnFlow.DaprSidecar.Invocation;

namespace LearnFlow.Tests.Dapr;

/// <summary>What callers are told when something behind the sidecar has gone.</summary>
[TestClass]
public sealed class OutageTests
{
    [TestMethod]
    public async Task A_store_that_went_away_is_500_with_each_operations_own_code()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-outage-");
        await using var postgres = await TestPostgres.StartAsync(Path.Combine(folder.FullName, "data"), TestProcess.FreePort());
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "lonely", Components = [Backends.State(postgres.ConnectionString)] });
        Assert.AreEqual(204, (await dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"a","value":1}]""")).Status);

        await postgres.DisposeAsync();

        (await dapr.SendAsync("GET", "/v1.0/state/statestore/a")).AssertError(500, "ERR_STATE_GET");
        (await dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"a","value":2}]""")).AssertError(500, "ERR_STATE_SAVE");
        (await dapr.SendAsync("DELETE", "/v1.0/state/statestore/a")).AssertError(500, "ERR_STATE_DELETE");
        (await dapr.SendAsync("POST", "/v1.0/state/statestore/bulk", """{"keys":["a"]}""")).AssertError(500, "ERR_STATE_BULK_GET");
        (await dapr.SendAsync("POST", "/v1.0/state/statestore/transaction", """{"operations":[{"operation":"delete","request":{"key":"a"}}]}"""))
            .AssertError(500, "ERR_STATE_TRANSACTION");
        var error = await Assert.ThrowsExactlyAsync<global::Dapr.DaprException>(() => dapr.Client.GetStateAsync<int>("statestore", "a"));
        Assert.AreEqual(Grpc.Core.StatusCode.Internal, ((Grpc.Core.RpcException)error.InnerException!).StatusCode);

        folder.Delete(recursive: true);
    }

    [TestMethod]
    public async Task Without_its_broker_a_publish_is_500_and_a_bulk_names_each_event_that_failed()
    {
        var broker = await TestBroker.StartAsync();
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions
        {
            AppId = "unheard",
            Components = [Backends.Kafka(broker.BootstrapServers)],
        });
        Assert.AreEqual(204, (await dapr.SendAsync("POST", "/v1.0/publish/pubsub/t", "1")).Status);

        await broker.DisposeAsync();

        var one = dapr.SendAsync("POST", "/v1.0/publish/pubsub/t", "2");
        var bulk = dapr.SendAsync("POST", "/v1.0/publish/bulk/pubsub/t",
            """[{"entryId":"a","event":"1","contentType":"text/plain"},{"entryId":"b","event":"2","contentType":"text/plain"}]""");
        (await one).AssertError(500, "ERR_PUBSUB_PUBLISH_MESSAGE");
        (await bulk).AssertBulkError(["a", "b"]);
    }

    [TestMethod]
    public async Task A_call_to_an_app_that_went_away_is_500()
    {
        var apps = new AppDirectory();
        var app = await TestApp.StartAsync();
        await using var callee = await SidecarSession.StartAsync(new SidecarOptions { AppId = "gone", AppAddress = app.Address, Apps = apps });
        await using var caller = await SidecarSession.StartAsync(new SidecarOptions { AppId = "caller", Apps = apps });

        await app.DisposeAsync();

        (await caller.SendAsync("POST", "/v1.0/invoke/gone/method/echo", "1")).AssertError(500, "ERR_DIRECT_INVOKE");
    }

    [TestMethod]
    public async Task A_call_to_an_app_that_is_not_up_yet_is_tried_again_until_it_is()
    {
        var apps = new AppDirectory();
        var port = TestProcess.FreePort();
        await using var callee = new Sidecar(new SidecarOptions { AppId = "late", AppAddress = new Uri($"http://127.0.0.1:{port}"), Apps = apps });
        await callee.StartAsync();
        await using var caller = await SidecarSession.StartAsync(new SidecarOptions { AppId = "caller", Apps = apps });

        var call = caller.SendAsync("GET", "/v1.0/invoke/late/method/dapr/subscribe");
        await using var app = await TestApp.StartAsync(subscriptions: Array.Empty<object>(), port: port);

        Assert.AreEqual(200, (await call).Status);
    }

    [TestMethod]
    public async Task Outbound_is_not_healthy_while_a_component_cannot_be_opened()
    {
        await using var sidecar = new Sidecar(new SidecarOptions
        {
            AppId = "early",
            Components = [Backends.State("Host=127.0.0.1;Port=1;Username=postgres;Password=x;Timeout=1")],
        });
        await sidecar.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sidecar.HttpPort}") };

        using var answer = await http.GetAsync(new Uri("/v1.0/healthz/outbound", UriKind.Relative));

        Assert.AreEqual(500, (int)answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "ERR_OUTBOUND_HEALTH_NOT_READY", StringComparison.Ordinal);
    }
}
