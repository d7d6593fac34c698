using System.Diagnostics;
using LearnFlow.Hosting.Postgres;
using Npgsql;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
public sealed class EmbeddedPostgresTests
{
    private static EmbeddedPostgresOptions At(string dataPath, string password = "it's a \"secret\"") =>
        new() { DataPath = dataPath, Password = password };

    [TestMethod]
    public async Task Rows_survive_a_stop_and_a_new_start()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await EmbeddedPostgres.StartAsync(At(folder["data"])))
            await ExecuteAsync(first, "create table t(x int); insert into t values (42)");

        await using var second = await EmbeddedPostgres.StartAsync(At(folder["data"]));

        Assert.AreEqual(42, await ExecuteAsync(second, "select x from t"));
    }

    [TestMethod]
    public async Task Nobody_gets_in_without_the_password()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await EmbeddedPostgres.StartAsync(At(folder["data"]));
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "wrong" }.ConnectionString;

        await using var connection = new NpgsqlConnection(wrong);
        var refusal = await Assert.ThrowsExactlyAsync<PostgresException>(() => connection.OpenAsync());

        Assert.AreEqual(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [TestMethod]
    public async Task A_changed_password_is_given_to_an_existing_cluster()
    {
        using var folder = new TemporaryFolder();
        await using (await EmbeddedPostgres.StartAsync(At(folder["data"], "old")))
        {
        }

        await using var postgres = await EmbeddedPostgres.StartAsync(At(folder["data"], "new"));

        Assert.AreEqual(1, await ExecuteAsync(postgres, "select 1"));
    }

    [TestMethod]
    public async Task After_the_server_was_killed_what_was_committed_is_there()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await EmbeddedPostgres.StartAsync(At(folder["data"])))
        {
            await ExecuteAsync(first, "create table t(x int); insert into t select generate_series(1, 1000)");
            using var server = Process.GetProcessById(first.ProcessId);
            server.Kill();
            await first.Completion;
        }

        await using var second = await EmbeddedPostgres.StartAsync(At(folder["data"]));

        Assert.AreEqual(1000L, await ExecuteAsync(second, "select count(*) from t"));
    }

    [TestMethod]
    public async Task A_server_left_by_a_dead_host_is_stopped_and_its_rows_are_there()
    {
        using var folder = new TemporaryFolder();
        await using var left = await EmbeddedPostgres.StartAsync(At(folder["data"]));
        await ExecuteAsync(left, "create table t(x int); insert into t values (7)");

        await using var next = await EmbeddedPostgres.StartAsync(At(folder["data"]));

        Assert.IsTrue(next.EndedLeftover);
        Assert.AreEqual(0, await left.Completion);
        Assert.AreEqual(7, await ExecuteAsync(next, "select x from t"));
    }

    [TestMethod]
    public async Task A_fresh_start_is_empty()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await EmbeddedPostgres.StartAsync(At(folder["data"])))
            await ExecuteAsync(first, "create table t(x int)");

        await using var second = await EmbeddedPostgres.StartAsync(At(folder["data"]) with { Fresh = true });

        Assert.AreEqual(DBNull.Value, await ExecuteAsync(second, "select to_regclass('t')::text"));
    }

    [TestMethod]
    public async Task A_cluster_of_another_major_version_is_refused_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data/global"]);
        File.WriteAllText(folder["data/global/pg_control"], "");
        File.WriteAllText(folder["data/PG_VERSION"], "13\n");

        var refusal = await Assert.ThrowsExactlyAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(At(folder["data"])));

        StringAssert.Contains(refusal.Message, "was made by PostgreSQL 13");
        StringAssert.Contains(refusal.Message, "--fresh");
        Assert.AreEqual("13\n", File.ReadAllText(folder["data/PG_VERSION"]));
    }

    [TestMethod]
    public async Task A_folder_that_is_no_cluster_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(folder["data/thesis.txt"], "precious");

        var refusal = await Assert.ThrowsExactlyAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(At(folder["data"])));

        StringAssert.Contains(refusal.Message, "not a whole cluster");
        Assert.IsTrue(File.Exists(folder["data/thesis.txt"]));
    }

    [TestMethod]
    public async Task A_taken_port_is_named()
    {
        using var folder = new TemporaryFolder();
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsExactlyAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(At(folder["data"]) with { Port = port }));

        StringAssert.Contains(refusal.Message, $"port {port}");
    }

    private static async Task<object?> ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString + ";Database=postgres;Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
