using LearnFlow.DaprSidecar;
using Npgsql;

namespace LearnFlow.Tests.Dapr;

[TestClass]
public sealed class StateHttpTests
{
    private static SidecarSession s_dapr = null!;
    private static string s_database = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_database = await Backends.NewDatabaseAsync();
        s_dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "state-app", Components = [Backends.State(s_database)] });
    }

    [ClassCleanup]
    public static async Task StopAsync() => await s_dapr.DisposeAsync();

    [TestMethod]
    public async Task A_saved_value_is_read_back_with_its_etag()
    {
        Assert.AreEqual(204, (await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"a","value":{"x": 1}}]""")).Status);

        var read = await s_dapr.SendAsync("GET", "/v1.0/state/statestore/a");

        Assert.AreEqual(200, read.Status);
        Assert.AreEqual("""{"x":1}""", read.Body);
        Assert.IsTrue(Guid.TryParse(read.Headers["etag"], out _));
    }

    [TestMethod]
    public async Task A_missing_key_is_204() => Assert.AreEqual(204, (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/missing")).Status);

    [TestMethod]
    [DataRow("GET", "/v1.0/state/none/a", null)]
    [DataRow("POST", "/v1.0/state/none", "[]")]
    [DataRow("DELETE", "/v1.0/state/none/a", null)]
    [DataRow("POST", "/v1.0/state/none/bulk", "{}")]
    [DataRow("POST", "/v1.0/state/none/transaction", "{}")]
    public async Task An_unknown_store_is_400(string verb, string path, string? body)
    {
        var answer = await s_dapr.SendAsync(verb, path, body);

        answer.AssertError(400, "ERR_STATE_STORE_NOT_FOUND");
        var detail = answer.Json.GetProperty("details")[0];
        Assert.AreEqual("type.googleapis.com/google.rpc.ErrorInfo", detail.GetProperty("@type").GetString());
        Assert.AreEqual("DAPR_STATE_NOT_FOUND", detail.GetProperty("reason").GetString());
        Assert.AreEqual("dapr.io", detail.GetProperty("domain").GetString());
        Assert.AreEqual("state-app", detail.GetProperty("metadata").GetProperty("appID").GetString());
    }

    [TestMethod]
    public async Task Without_any_store_it_is_500()
    {
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "no-store" });

        (await dapr.SendAsync("GET", "/v1.0/state/statestore/a")).AssertError(500, "ERR_STATE_STORE_NOT_CONFIGURED");
    }

    [TestMethod]
    [DataRow("GET", "/v1.0/state/statestore/a||b", null)]
    [DataRow("POST", "/v1.0/state/statestore", """[{"key":"a||b","value":1}]""")]
    [DataRow("DELETE", "/v1.0/state/statestore/a||b", null)]
    [DataRow("POST", "/v1.0/state/statestore/bulk", """{"keys":["a||b"]}""")]
    public async Task A_key_with_the_separator_is_400(string verb, string path, string? body) =>
        (await s_dapr.SendAsync(verb, path, body)).AssertError(400, "ERR_MALFORMED_REQUEST");

    [TestMethod]
    [DataRow("/v1.0/state/statestore", "not json")]
    [DataRow("/v1.0/state/statestore", """[{"value":1}]""")]
    [DataRow("/v1.0/state/statestore", """{"key":"a"}""")]
    [DataRow("/v1.0/state/statestore/bulk", "[")]
    [DataRow("/v1.0/state/statestore/transaction", "[")]
    [DataRow("/v1.0/state/statestore", """[{"key":5,"value":1}]""")]
    public async Task A_malformed_body_is_400_and_the_sentence_names_no_type(string path, string body)
    {
        var answer = await s_dapr.SendAsync("POST", path, body);

        answer.AssertError(400, "ERR_MALFORMED_REQUEST");
        Assert.DoesNotContain("System.", answer.Body);
        Assert.DoesNotContain("LearnFlow", answer.Body);
    }

    [TestMethod]
    public async Task A_wrong_etag_is_409_and_changes_nothing()
    {
        await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"etag","value":1}]""");
        var wrong = Guid.NewGuid();

        (await s_dapr.SendAsync("POST", "/v1.0/state/statestore", $$"""[{"key":"etag","value":2,"etag":"{{wrong}}"}]""")).AssertError(409, "ERR_STATE_SAVE");
        (await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"etag","value":2,"etag":"not a uuid"}]""")).AssertError(409, "ERR_STATE_SAVE");
        (await s_dapr.SendAsync("DELETE", "/v1.0/state/statestore/etag", headers: ("If-Match", wrong.ToString()))).AssertError(409, "ERR_STATE_DELETE");

        Assert.AreEqual("1", (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/etag")).Body);
    }

    [TestMethod]
    public async Task The_right_etag_writes_once()
    {
        await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"once","value":1}]""");
        var etag = (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/once")).Headers["etag"];
        var write = $$"""[{"key":"once","value":2,"etag":"{{etag}}"}]""";

        Assert.AreEqual(204, (await s_dapr.SendAsync("POST", "/v1.0/state/statestore", write)).Status);
        Assert.AreEqual(409, (await s_dapr.SendAsync("POST", "/v1.0/state/statestore", write)).Status);
    }

    [TestMethod]
    public async Task First_write_without_etag_refuses_a_second_one()
    {
        const string Write = """[{"key":"first","value":1,"options":{"concurrency":"first-write"}}]""";

        Assert.AreEqual(204, (await s_dapr.SendAsync("PUT", "/v1.0/state/statestore", Write)).Status);
        (await s_dapr.SendAsync("PUT", "/v1.0/state/statestore", Write)).AssertError(500, "ERR_STATE_SAVE");
    }

    [TestMethod]
    public async Task A_value_with_a_time_to_live_tells_when_it_goes_and_goes()
    {
        await s_dapr.SendAsync("POST", "/v1.0/state/statestore?metadata.ttlInSeconds=600", """[{"key":"ttl","value":1,"metadata":{"ttlInSeconds":"1"}}]""");
        var read = await s_dapr.SendAsync("GET", "/v1.0/state/statestore/ttl");
        Assert.IsTrue(DateTimeOffset.Parse(read.Headers["metadata.ttlexpiretime"],
            System.Globalization.CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow.AddMinutes(8), "the query's metadata goes over the item's");

        await using var database = NpgsqlDataSource.Create(s_database);
        await using var age = database.CreateCommand("update state set expires_at = now() - interval '1 s' where key = 'state-app||ttl'");
        await age.ExecuteNonQueryAsync();

        Assert.AreEqual(204, (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/ttl")).Status);
        (await s_dapr.SendAsync("POST", "/v1.0/state/statestore?metadata.ttlInSeconds=soon", """[{"key":"ttl","value":1}]""")).AssertError(500,
            "ERR_STATE_SAVE");
    }

    [TestMethod]
    public async Task Delete_is_204_whether_the_key_is_there_or_not()
    {
        await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"gone","value":1}]""");

        Assert.AreEqual(204, (await s_dapr.SendAsync("DELETE", "/v1.0/state/statestore/gone")).Status);
        Assert.AreEqual(204, (await s_dapr.SendAsync("DELETE", "/v1.0/state/statestore/gone")).Status);
        Assert.AreEqual(204, (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/gone")).Status);
    }

    [TestMethod]
    public async Task Bulk_gives_what_is_there_and_the_bare_key_for_what_is_not()
    {
        await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"b1","value":"one"},{"key":"b2","value":{"n":2}}]""");

        var answer = await s_dapr.SendAsync("POST", "/v1.0/state/statestore/bulk", """{"keys":["b1","b2","b3"],"parallelism":2}""");

        Assert.AreEqual(200, answer.Status);
        var items = answer.Json.EnumerateArray().ToDictionary(i => i.GetProperty("key").GetString()!);
        Assert.AreEqual("one", items["b1"].GetProperty("data").GetString());
        Assert.AreEqual(2, items["b2"].GetProperty("data").GetProperty("n").GetInt32());
        Assert.IsTrue(items["b1"].TryGetProperty("etag", out _));
        Assert.AreEqual(1, items["b3"].EnumerateObject().Count());
    }

    [TestMethod]
    public async Task A_transaction_applies_all_or_nothing()
    {
        await s_dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"t1","value":"old"}]""");

        Assert.AreEqual(204, (await s_dapr.SendAsync("POST", "/v1.0/state/statestore/transaction",
            """{"operations":[{"operation":"upsert","request":{"key":"t2","value":2}},{"operation":"delete","request":{"key":"t1"}}]}""")).Status);
        Assert.AreEqual("2", (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/t2")).Body);
        Assert.AreEqual(204, (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/t1")).Status);

        (await s_dapr.SendAsync("POST", "/v1.0/state/statestore/transaction",
            $$$"""{"operations":[{"operation":"upsert","request":{"key":"t3","value":3}},{"operation":"upsert","request":{"key":"t2","value":9,"etag":"{{{Guid.NewGuid()}}}"}}]}""")).AssertError(500, "ERR_STATE_TRANSACTION");
        Assert.AreEqual(204, (await s_dapr.SendAsync("GET", "/v1.0/state/statestore/t3")).Status);

        (await s_dapr.SendAsync("POST", "/v1.0/state/statestore/transaction", """{"operations":[{"operation":"rename","request":{}}]}""")).AssertError(400,
            "ERR_NOT_SUPPORTED_STATE_OPERATION");
    }

    [TestMethod]
    public async Task Queries_are_not_supported() =>
        (await s_dapr.SendAsync("POST", "/v1.0-alpha1/state/statestore/query", "{}")).AssertError(500, "ERR_STATE_STORE_NOT_SUPPORTED");

    [TestMethod]
    public async Task The_tables_are_those_of_state_postgresql_v2_to_the_column()
    {
        await using var database = NpgsqlDataSource.Create(s_database);
        await using var columns = database.CreateCommand("""
            select string_agg(concat_ws(' ', column_name, data_type, is_nullable, is_identity, column_default), E'\n' order by ordinal_position)
            from information_schema.columns where table_name = 'state'
            """);
        Assert.AreEqual("""
            key text NO NO
            value bytea NO NO
            etag uuid NO NO gen_random_uuid()
            created_at timestamp with time zone NO NO now()
            updated_at timestamp with time zone YES NO
            expires_at timestamp with time zone YES NO
            row_id bigint NO YES
            """.ReplaceLineEndings("\n"), await columns.ExecuteScalarAsync());
        await using var indexes = database.CreateCommand("select string_agg(indexdef, E'\n' order by indexname) from pg_indexes where tablename = 'state'");
        Assert.AreEqual("""
            CREATE INDEX state_expires_at_idx ON public.state USING btree (expires_at)
            CREATE UNIQUE INDEX state_pkey ON public.state USING btree (key)
            CREATE UNIQUE INDEX state_row_id_uidx ON public.state USING btree (row_id)
            """.ReplaceLineEndings("\n"), await indexes.ExecuteScalarAsync());
        await using var rows = database.CreateCommand(
            "select string_agg(key || '=' || value, ' ' order by key) from dapr_metadata where key not like 'last-cleanup%'");
        Assert.AreEqual("lock=lock migrations-state-v2-=2", await rows.ExecuteScalarAsync());
    }
}
