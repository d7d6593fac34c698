using System.Globalization;
using System.Text;
using Dapr.Client;
using LearnFlow.DaprSidecar;
using LearnFlow.Events;
using LearnFlow.Sandbox.Run;
using Npgsql;

namespace LearnFlow.Tests.Dapr;

[TestClass]
public sealed class OutboxTests
{
    private static readonly (string, string)[] Outbox = [("outboxPublishPubsub", "pubsub"), ("outboxPublishTopic", "runs")];

    private static SidecarOptions Options(string database, string brokers, TestApp? app = null) => new()
    {
        AppId = "outbox-app",
        AppAddress = app?.Address,
        Components = [Backends.State(database, Outbox), Backends.Kafka(brokers)],
    };

    private static Task WriteAsync(DaprClient dapr, string key, int value, string partition) => dapr.ExecuteStateTransactionAsync("statestore",
    [
        new StateTransactionRequest(key, Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)), StateOperationType.Upsert,
            metadata: new Dictionary<string, string> { ["contentType"] = "application/json", ["type"] = "code.executed", ["partitionKey"] = partition }),
    ]);

    private static object Subscription => new[] { new { pubsubname = "pubsub", topic = "runs", route = "/events/runs" } };

    [TestMethod]
    public async Task A_transaction_publishes_its_values_with_the_metadata_as_fields_and_projections_in_their_place()
    {
        var database = await Backends.NewDatabaseAsync();
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        await using var dapr = await SidecarSession.StartAsync(Options(database, broker.BootstrapServers, app));

        var answer = await dapr.SendAsync("POST", "/v1.0/state/statestore/transaction", """
            {"operations":[
              {"operation":"upsert","request":{"key":"run-1","value":{"a":1},"metadata":{"contentType":"application/json","type":"code.executed","partitionKey":"ann","id":"mine"}}},
              {"operation":"upsert","request":{"key":"run-2","value":{"secret":1}}},
              {"operation":"upsert","request":{"key":"run-2","value":{"shown":1},"metadata":{"contentType":"application/json","outbox.projection":"true"}}},
              {"operation":"delete","request":{"key":"run-3"}}]}
            """);

        Assert.AreEqual(204, answer.Status, answer.Body);
        var events = new[] { await app.NextAsync(), await app.NextAsync() }.OrderBy(e => e.Event.GetProperty("data").GetRawText()).ToArray();
        Assert.AreEqual("""{"a":1}""", events[0].Event.GetProperty("data").GetRawText());
        Assert.AreEqual("code.executed", events[0].Event.GetProperty("type").GetString());
        Assert.AreEqual("ann", events[0].Headers["__key"]);
        StringAssert.StartsWith(events[0].Id, "outbox-", StringComparison.Ordinal);
        Assert.AreEqual("""{"shown":1}""", events[1].Event.GetProperty("data").GetRawText());
        Assert.AreEqual("""{"secret":1}""", (await dapr.SendAsync("GET", "/v1.0/state/statestore/run-2")).Body);
    }

    [TestMethod]
    public async Task A_run_that_the_sandbox_records_arrives_with_its_type_and_time()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        await using var dapr = await SidecarSession.StartAsync(Options(await Backends.NewDatabaseAsync(), broker.BootstrapServers, app));

        await new RunRecorder(dapr.Client).RecordAsync(new CodeExecuted("run-1", "ada", DateTimeOffset.UnixEpoch, "python", "print(1)", "ok"), CancellationToken.None);

        var received = await app.NextAsync();
        Assert.AreEqual("code.executed", received.Event.GetProperty("type").GetString());
        Assert.AreEqual("1970-01-01T00:00:00.0000000Z", received.Event.GetProperty("time").GetString());
        Assert.IsFalse(received.Event.EnumerateObject().Any(field => field.Name.StartsWith("cloudevent", StringComparison.Ordinal)));
        Assert.AreEqual(204, (await dapr.SendAsync("GET", "/v1.0/state/statestore/run-run-1")).Status, "nobody reads the row that carried it");
    }

    [TestMethod]
    public async Task A_transaction_that_fails_publishes_nothing()
    {
        var database = await Backends.NewDatabaseAsync();
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        await using var dapr = await SidecarSession.StartAsync(Options(database, broker.BootstrapServers, app));

        var refused = await dapr.SendAsync("POST", "/v1.0/state/statestore/transaction",
            $$$"""{"operations":[{"operation":"upsert","request":{"key":"a","value":1}},{"operation":"upsert","request":{"key":"b","value":1,"etag":"{{{Guid.NewGuid()}}}"}}]}""");
        await WriteAsync(dapr.Client, "c", 3, "k");

        refused.AssertError(500, "ERR_STATE_TRANSACTION");
        Assert.AreEqual(3, (await app.NextAsync()).Event.GetProperty("data").GetInt32());
    }

    [TestMethod]
    public async Task Events_that_the_broker_does_not_take_hold_up_no_others()
    {
        var database = await Backends.NewDatabaseAsync();
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        var options = Options(database, broker.BootstrapServers, app);
        await using var dapr = await SidecarSession.StartAsync(options with { Components = [options.Components[0], Backends.Kafka(broker.BootstrapServers, ("maxMessageBytes", "2000"))] });
        var tooLarge = Enumerable.Range(0, 501).Select(n => new StateTransactionRequest($"large{n}", new byte[3000], StateOperationType.Upsert,
            metadata: new Dictionary<string, string> { ["partitionKey"] = $"large{n}" }));

        await dapr.Client.ExecuteStateTransactionAsync("statestore", [.. tooLarge]);
        await WriteAsync(dapr.Client, "small", 1, "small");

        Assert.AreEqual(1, (await app.NextAsync()).Event.GetProperty("data").GetInt32());
    }

    [TestMethod]
    public async Task The_relay_is_connected_only_while_there_are_events()
    {
        var database = await Backends.NewDatabaseAsync();
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        await using var dapr = await SidecarSession.StartAsync(Options(database, broker.BootstrapServers, app));
        await using var source = NpgsqlDataSource.Create(database);
        await using var relays = source.CreateCommand(
            "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");

        var idle = await relays.ExecuteScalarAsync();
        await WriteAsync(dapr.Client, "k", 1, "p");
        await app.NextAsync();
        var busy = await relays.ExecuteScalarAsync();

        Assert.AreEqual((0L, 1L), (idle, busy));
    }

    [TestMethod]
    public async Task A_parked_event_is_listed_and_published_when_somebody_asks_for_it()
    {
        var database = await Backends.NewDatabaseAsync();
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        await using (var writer = await SidecarSession.StartAsync(Options(database, broker.BootstrapServers)))
        {
            await WriteAsync(writer.Client, "k", 7, "p");
            await PublishedAsync(database, 1);
        }
        await using var source = NpgsqlDataSource.Create(database);
        await using (var park = source.CreateCommand("update outbox set published_at = null, cluster_id = null, parked_at = now(), error = 'too large'"))
        {
            await park.ExecuteNonQueryAsync();
        }
        await using var otherBroker = await TestBroker.StartAsync();
        await using var dapr = await SidecarSession.StartAsync(Options(database, otherBroker.BootstrapServers, app));

        var listed = (await dapr.SendAsync("GET", "/learnflow/undelivered")).Json.EnumerateArray().Single();
        var id = listed.GetProperty("id").GetString();
        var asked = await dapr.SendAsync("POST", $"/learnflow/undelivered/{id}/deliver", "");
        var unknown = await dapr.SendAsync("POST", "/learnflow/undelivered/none/deliver", "");

        Assert.AreEqual("the broker does not take it: too large", listed.GetProperty("reason").GetString());
        Assert.AreEqual(204, asked.Status, asked.Body);
        Assert.AreEqual(404, unknown.Status);
        Assert.AreEqual(id, (await app.NextAsync()).Id);
    }

    [TestMethod]
    public async Task What_was_committed_while_the_broker_was_away_arrives_and_what_a_broker_forgot_comes_again_with_its_id()
    {
        var database = await Backends.NewDatabaseAsync();
        int port;
        await using (var first = await TestBroker.StartAsync())
        {
            port = int.Parse(first.BootstrapServers.Split(':')[1], CultureInfo.InvariantCulture);
            await using var writer = await SidecarSession.StartAsync(Options(database, first.BootstrapServers));
            for (var i = 0; i < 50; i++) await WriteAsync(writer.Client, $"k{i}", i, "p");
            await PublishedAsync(database, 50);
            await first.DisposeAsync();
            for (var i = 50; i < 100; i++) await WriteAsync(writer.Client, $"k{i}", i, "p");
        }
        await using var second = await TestBroker.StartAsync(port);
        await using var app = await TestApp.StartAsync(Subscription);
        await using var reader = await SidecarSession.StartAsync(Options(database, second.BootstrapServers, app));

        var values = new HashSet<int>();
        while (values.Count < 100) values.Add((await app.NextAsync()).Event.GetProperty("data").GetInt32());

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).ToList(),
            app.All.DistinctBy(e => e.Id).Select(e => e.Event.GetProperty("data").GetInt32()).ToList(), "in the order of their commits, with one id each");
    }

    [TestMethod]
    public async Task Sidecars_that_stop_at_any_moment_lose_no_event_and_keep_the_order_of_a_key()
    {
        const int Writes = 2000, Keys = 8;
        var database = await Backends.NewDatabaseAsync();
        await using var broker = await TestBroker.StartAsync();
        await using var app = await TestApp.StartAsync(Subscription);
        var options = Options(database, broker.BootstrapServers, app);
        var committed = new int[Keys];
        var random = new Random(1);

        while (committed.Sum() < Writes)
        {
            await using var dapr = await SidecarSession.StartAsync(options);
            var until = Math.Min(Writes, committed.Sum() + random.Next(200, 600));
            await Task.WhenAll(Enumerable.Range(0, Keys).Select(async key =>
            {
                while (committed.Sum() < until)
                {
                    await WriteAsync(dapr.Client, $"k{key}", committed[key], $"k{key}");
                    committed[key]++;
                }
            }));
        }

        await using var last = await SidecarSession.StartAsync(options);
        var seen = new HashSet<string>();
        while (seen.Count < committed.Sum()) seen.Add((await app.NextAsync()).Id);
        foreach (var key in app.All.DistinctBy(e => e.Id).GroupBy(e => e.Headers["__key"]))
            CollectionAssert.AreEqual(Enumerable.Range(0, committed[int.Parse(key.Key.AsSpan(1), CultureInfo.InvariantCulture)]).ToList(),
                key.Select(e => e.Event.GetProperty("data").GetInt32()).ToList());
    }

    private static async Task PublishedAsync(string database, int count)
    {
        await using var source = NpgsqlDataSource.Create(database);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await timer.WaitForNextTickAsync(limit.Token))
        {
            await using var published = source.CreateCommand("select count(*) from outbox where published_at is not null");
            if ((long)(await published.ExecuteScalarAsync(limit.Token))! >= count) return;
        }
    }
}
