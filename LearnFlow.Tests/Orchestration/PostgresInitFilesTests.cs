using LearnFlow.Hosting.Postgres;
using Npgsql;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
public sealed class PostgresInitFilesTests
{
    [TestMethod]
    public async Task They_run_by_name_on_a_new_server_and_never_again()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["init"]);
        await File.WriteAllTextAsync(folder["init/2-rows.sql"], "\\connect shop\nINSERT INTO orders VALUES (1, 'a;b');");
        await File.WriteAllTextAsync(folder["init/1-schema.sql"], "-- first; of all\nCREATE DATABASE shop;\n\\c shop\nCREATE TABLE orders(id int, note text);");
        await File.WriteAllTextAsync(folder["init/readme.txt"], "not a script");

        await using (await StartAsync(folder)) { }
        await using var second = await StartAsync(folder);

        Assert.AreEqual("1 a;b", await AskAsync(second, "shop", "select count(*) || ' ' || min(note) from orders"));
    }

    [TestMethod]
    public async Task One_that_fails_is_named_and_the_server_begins_anew()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["init"]);
        await File.WriteAllTextAsync(folder["init/1.sql"], "CREATE TABLE t(x int); INSERT INTO t VALUES (1);");
        await File.WriteAllTextAsync(folder["init/2.sql"], "INSERT INTO nothing VALUES (1);");
        var failure = await Assert.ThrowsExactlyAsync<EmbeddedPostgresException>(() => StartAsync(folder));
        await File.WriteAllTextAsync(folder["init/2.sql"], "INSERT INTO t VALUES (2);");

        await using var postgres = await StartAsync(folder);

        StringAssert.Contains(failure.Message, "2.sql' failed: relation \"nothing\" does not exist");
        Assert.AreEqual("2", await AskAsync(postgres, "postgres", "select count(*)::text from t"));
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

    private static Task<EmbeddedPostgres> StartAsync(TemporaryFolder folder) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataPath = folder["data"], Password = "secret", InitFiles = folder["init"] });

    private static async Task<string?> AskAsync(EmbeddedPostgres postgres, string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{postgres.ConnectionString};Database={database};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }
}
