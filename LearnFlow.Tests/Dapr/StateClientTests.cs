using System.Text;
using Dapr;
using Dapr.Client;
using Grpc.Core;
using Grpc.Net.Client;
using LearnFlow.DaprSidecar;
using Npgsql;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.Tests.Dapr;

/// <summary>State through the official .NET client (gRPC), and the rows that it leaves.</summary>
[TestClass]
public sealed class StateClientTests
{
    private static SidecarSession s_dapr = null!;
    private static string s_database = null!;

    private static DaprClient Client => s_dapr.Client;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_database = await Backends.NewDatabaseAsync();
        s_dapr = await SidecarSession.StartAsync(new SidecarOptions
        {
            AppId = "state-app",
            Components = [Backends.State(s_database), Backends.State(s_database, ("keyPrefix", "none"), ("tablePrefix", "plain_")) with { Name = "plain" }],
        });
    }

    [ClassCleanup]
    public static async Task StopAsync() => await s_dapr.DisposeAsync();

    [TestMethod]
    public async Task A_value_is_saved_read_and_deleted()
    {
        await Client.SaveStateAsync("statestore", "a", new { n = 1 });

        Assert.AreEqual("""{"n":1}""", (await Client.GetStateAsync<System.Text.Json.JsonElement>("statestore", "a")).GetRawText());
        await Client.DeleteStateAsync("statestore", "a");
        Assert.IsNull(await Client.GetStateAsync<object>("statestore", "a"));
    }

    [TestMethod]
    public async Task Try_fails_on_an_etag_that_is_no_longer_there()
    {
        await Client.SaveStateAsync("statestore", "etag", 1);
        var (_, etag) = await Client.GetStateAndETagAsync<int>("statestore", "etag");

        Assert.IsTrue(await Client.TrySaveStateAsync("statestore", "etag", 2, etag));
        Assert.IsFalse(await Client.TrySaveStateAsync("statestore", "etag", 3, etag));
        Assert.IsFalse(await Client.TryDeleteStateAsync("statestore", "etag", etag));
        Assert.AreEqual(2, await Client.GetStateAsync<int>("statestore", "etag"));
    }

    [TestMethod]
    public async Task First_write_is_refused_where_something_is_stored()
    {
        var firstWrite = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite };
        await Client.SaveStateAsync("statestore", "first", 1, firstWrite);

        var failure = await Assert.ThrowsExactlyAsync<DaprException>(() => Client.SaveStateAsync("statestore", "first", 2, firstWrite));

        Assert.AreEqual(StatusCode.Internal, ((RpcException)failure.InnerException!).StatusCode);
    }

    [TestMethod]
    public async Task Many_are_saved_read_and_deleted_at_once()
    {
        await Client.SaveBulkStateAsync("statestore", [new SaveStateItem<int>("m1", 1, ""), new SaveStateItem<int>("m2", 2, "")]);
        var read = await Client.GetBulkStateAsync("statestore", ["m1", "m2", "m3"], parallelism: null);
        await Client.DeleteBulkStateAsync("statestore", [.. read.Where(r => r.Key != "m3").Select(r => new BulkDeleteStateItem(r.Key, r.ETag))]);

        CollectionAssert.AreEquivalent(new[] { "m1=1", "m2=2", "m3=" }, read.Select(r => $"{r.Key}={r.Value}").ToList());
        Assert.AreEqual(0, await Client.GetStateAsync<int>("statestore", "m1"));
    }

    [TestMethod]
    public async Task A_transaction_writes_all_or_nothing()
    {
        static StateTransactionRequest Upsert(string key, string value, string? etag = null) =>
            new(key, Encoding.UTF8.GetBytes(value), StateOperationType.Upsert, etag);

        await Client.ExecuteStateTransactionAsync("statestore", [Upsert("t1", "1"), Upsert("t2", "2")]);
        await Assert.ThrowsExactlyAsync<DaprException>(() =>
            Client.ExecuteStateTransactionAsync("statestore", [Upsert("t1", "9"), Upsert("t2", "9", Guid.NewGuid().ToString())]));

        Assert.AreEqual(1, await Client.GetStateAsync<int>("statestore", "t1"));
    }

    [TestMethod]
    public async Task Errors_have_Daprs_gRPC_codes()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{s_dapr.Sidecar.GrpcPort}");
        var client = new P.Dapr.DaprClient(channel);
        var wrongETag = new P.DeleteStateRequest { StoreName = "statestore", Key = "x", Etag = new() { Value = Guid.NewGuid().ToString() } };

        async Task<StatusCode> CodeOfAsync(Func<Task> call) => (await Assert.ThrowsExactlyAsync<RpcException>(call)).StatusCode;

        Assert.AreEqual(StatusCode.InvalidArgument, await CodeOfAsync(async () => await client.GetStateAsync(new() { StoreName = "none", Key = "a" })));
        Assert.AreEqual(StatusCode.InvalidArgument,
            await CodeOfAsync(async () => await client.GetStateAsync(new() { StoreName = "statestore", Key = "a||b" })));
        Assert.AreEqual(StatusCode.Aborted, await CodeOfAsync(async () => await client.DeleteStateAsync(wrongETag)));
        Assert.AreEqual(StatusCode.InvalidArgument, await CodeOfAsync(async () => await client.PublishEventAsync(new() { PubsubName = "none", Topic = "t" })));
        var missing = await client.GetStateAsync(new() { StoreName = "statestore", Key = "missing" });
        Assert.AreEqual("", missing.Etag);
    }

    [TestMethod]
    public async Task The_rows_are_those_that_daprd_would_have_written()
    {
        var bytes = new byte[] { 0, 1, 255 };
        await Client.SaveByteStateAsync("statestore", "row", bytes, metadata: new Dictionary<string, string> { ["ttlInSeconds"] = "600" });
        await Client.SaveStateAsync("plain", "row", "text");
        await Client.SaveStateAsync("plain", "row", "again");
        var (_, etag) = await Client.GetByteStateAndETagAsync("statestore", "row");

        await using var database = NpgsqlDataSource.Create(s_database);
        await using (var read = database.CreateCommand("""
            select value, etag::text, created_at > now() - interval '1 min', updated_at is null,
              expires_at between now() + interval '9 min' and now() + interval '10 min', row_id > 0
            from state where key = 'state-app||row'
            """))
        await using (var row = await read.ExecuteReaderAsync())
        {
            Assert.IsTrue(await row.ReadAsync());
            CollectionAssert.AreEqual(bytes, row.GetFieldValue<byte[]>(0));
            Assert.AreEqual(etag, row.GetString(1));
            for (var i = 2; i <= 5; i++)
                Assert.IsTrue(row.GetBoolean(i), row.GetName(i) + i);
        }
        await using var plain = database.CreateCommand(
            "select convert_from(value, 'UTF8') || ' ' || (updated_at is not null) || ' ' || (expires_at is null) from plain_state where key = 'row'");
        Assert.AreEqual("\"again\" true true", await plain.ExecuteScalarAsync());
        await using var migrations = database.CreateCommand(
            "select string_agg(key || '=' || value, ' ' order by key) from dapr_metadata where key not like 'last-cleanup%'");
        Assert.AreEqual("lock=lock migrations-state-v2-=2 migrations-state-v2-plain_=2", await migrations.ExecuteScalarAsync());
    }
}
