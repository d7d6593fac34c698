using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.PostgreSQL;

namespace LearnFlow.Tests.Hosting.PostgreSQL;

[TestClass]
public sealed class PostgresInitFilesTests
{
    [TestMethod]
    public async Task They_run_by_name_on_a_new_cluster_and_never_again()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["init"]);
        await File.WriteAllTextAsync(folder["init/2-rows.sql"], "\\connect shop\nINSERT INTO orders VALUES (1, 'a;b');");
        await File.WriteAllTextAsync(folder["init/1-schema.sql"], "-- first; of all\nCREATE DATABASE shop;\n\\c shop\nCREATE TABLE orders(id int, note text); -- the end");
        await File.WriteAllTextAsync(folder["init/readme.txt"], "not a script");

        async Task<object?> CountAsync()
        {
            await using var application = await StartAsync(folder);
            await application.WaitForHealthyAsync("shop");
            return await application.QueryAsync("shop", "select count(*) || ' ' || min(note) from orders");
        }

        Assert.AreEqual("1 a;b", await CountAsync());
        Assert.AreEqual("1 a;b", await CountAsync());
    }

    [TestMethod]
    public async Task One_that_fails_is_named_and_the_cluster_is_made_anew()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["init"]);
        await File.WriteAllTextAsync(folder["init/1.sql"], "CREATE TABLE t(x int); INSERT INTO t VALUES (1);");
        await File.WriteAllTextAsync(folder["init/2.sql"], "INSERT INTO nothing VALUES (1);");
        await using var application = await StartAsync(folder);
        var failed = await application.WaitForEndAsync("postgres");
        await File.WriteAllTextAsync(folder["init/2.sql"], "INSERT INTO t VALUES (2);");

        await application.ExecuteCommandAsync("postgres", KnownResourceCommands.StartCommand);
        await application.ResourceNotifications.WaitForResourceAsync("shop", e => e.Snapshot.State?.Text == KnownResourceStates.Running, TestApplication.Patience);
        await application.WaitForHealthyAsync("shop");

        StringAssert.Contains(failed.Reason(), "2.sql' failed: relation \"nothing\" does not exist");
        Assert.AreEqual(2L, await application.QueryAsync("postgres", "select count(*) from t"));
    }

    [TestMethod]
    public void A_script_is_read_statement_by_statement()
    {
        const string Script = """
            CREATE FUNCTION f() RETURNS int AS $body$ BEGIN; RETURN 1; END $body$ LANGUAGE plpgsql;
            INSERT INTO "odd;name" VALUES (E'it\'s; fine', 'and ''this;'''); /* a; comment */
            \connect other
            SELECT 1
            """;

        var statements = SqlScript.Read(Script).ToList();

        Assert.HasCount(3, statements);
        StringAssert.EndsWith(statements[0].Text, "LANGUAGE plpgsql");
        Assert.IsNull(statements[1].Database);
        Assert.AreEqual(new SqlScript.Statement("other", "SELECT 1"), statements[2]);
        Assert.ThrowsExactly<FormatException>(() => SqlScript.Read("\\copy t FROM 'x'").ToList());
    }

    private static Task<DistributedApplication> StartAsync(TemporaryFolder folder) => TestApplication.StartAsync(
        builder => builder.AddPostgres("postgres").RunAsProcess().WithDataVolume("data").WithInitFiles(folder["init"]).AddDatabase("shop"),
        $"--LearnFlow:DataPath={folder["data"]}");
}
