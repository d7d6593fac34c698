using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LearnFlow.Hosting.PostgreSQL;
using Npgsql;

namespace LearnFlow.Tests.Hosting.PostgreSQL;

[TestClass]
public sealed class PostgresProcessTests
{
    private const string Password = "it's-a-\"secret\"-\\no-doubt";

    [TestMethod]
    public async Task Databases_are_created_by_name_and_by_script_for_the_user_of_the_parameters()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var postgres = builder.AddPostgres("postgres", builder.AddParameter("user", "ada"), builder.AddParameter("password", Password, secret: true)).RunAsProcess();
            postgres.AddDatabase("first");
            postgres.AddDatabase("second", "other \"name\"");
            postgres.AddDatabase("third").WithCreationScript("CREATE DATABASE third CONNECTION LIMIT 7");
        });
        await Task.WhenAll(application.WaitForHealthyAsync("first"), application.WaitForHealthyAsync("second"), application.WaitForHealthyAsync("third"));

        Assert.AreEqual("ada", await application.QueryAsync("first", "select current_user"));
        Assert.AreEqual("other \"name\"", await application.QueryAsync("second", "select current_database()"));
        Assert.AreEqual(7, await application.QueryAsync("third", "select datconnlimit from pg_database where datname = current_database()"));
        var version = (string)(await application.QueryAsync("first", "show server_version"))!;
        StringAssert.StartsWith(version, "18");
    }

    [TestMethod]
    public async Task Only_the_password_lets_in_and_it_is_on_no_command_line_and_in_no_log()
    {
        await using var application = await TestApplication.StartAsync(builder =>
            builder.AddPostgres("postgres", password: builder.AddParameter("password", Password, secret: true)).RunAsProcess().AddDatabase("db"));
        await application.WaitForHealthyAsync("db");
        var wrong = new NpgsqlConnectionStringBuilder(await application.GetConnectionStringAsync("db")) { Password = "wrong" }.ConnectionString;

        var refusal = await Assert.ThrowsExactlyAsync<PostgresException>(() => TestApplication.QueryAsync(wrong, "select 1"));

        Assert.AreEqual(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        var log = await application.LogAsync("postgres") + await application.LogAsync("postgres-server");
        StringAssert.Contains(log, "ready to accept connections");
        Assert.IsFalse(log.Contains("secret", StringComparison.Ordinal));
        await application.ResourceNotifications.WaitForResourceAsync("postgres-server", e =>
        {
            Assert.IsFalse(e.Snapshot.Properties.Any(p => p.Value is IEnumerable<string> all && all.Any(a => a.Contains("secret", StringComparison.Ordinal))));
            return true;
        }, TestApplication.Patience);
    }

    [TestMethod]
    public async Task A_volume_outlives_the_application_and_takes_a_new_password_and_the_rest_begins_empty()
    {
        using var folder = new TemporaryFolder();

        async Task<(object?, object?)> CountTablesAsync(string password, params string[] args)
        {
            await using var application = await TestApplication.StartAsync(
                builder =>
                {
                    // Volumes may be named after RunAsProcess too.
                    builder.AddPostgres("kept", password: builder.AddParameter("kept-password", password, secret: true)).RunAsProcess().WithDataVolume("data").AddDatabase("kept-db");
                    builder.AddPostgres("lost").RunAsProcess().AddDatabase("lost-db");
                },
                [$"--LearnFlow:DataPath={folder["data"]}", .. args]);
            var counts = new object?[2];
            foreach (var (i, name) in new[] { "kept-db", "lost-db" }.Index())
            {
                await application.WaitForHealthyAsync(name);
                counts[i] = await application.QueryAsync(name, "select count(*) from pg_tables where tablename = 't'");
                await application.QueryAsync(name, "create table if not exists t(x int)");
            }

            return (counts[0], counts[1]);
        }

        Assert.AreEqual((0L, 0L), await CountTablesAsync("old"));
        Assert.AreEqual((1L, 0L), await CountTablesAsync("new"));
        Assert.AreEqual((0L, 0L), await CountTablesAsync("new", "--LearnFlow:Fresh=true"));
    }

    [TestMethod]
    public async Task The_resources_own_commands_stop_and_start_the_server_whoever_is_connected()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddPostgres("postgres").RunAsProcess().AddDatabase("db"));
        await application.WaitForHealthyAsync("db");
        await application.QueryAsync("db", "create table t as select 42 as x");
        await using var session = new NpgsqlConnection(await application.GetConnectionStringAsync("db"));
        await session.OpenAsync(TestApplication.Patience);

        await application.ExecuteCommandAsync("postgres", KnownResourceCommands.StopCommand);
        var stopped = await application.WaitForEndAsync("postgres");
        var database = await application.WaitForEndAsync("db");
        await application.ExecuteCommandAsync("postgres", KnownResourceCommands.StartCommand);
        await application.ResourceNotifications.WaitForResourceAsync("db", e => e.Snapshot.State?.Text == KnownResourceStates.Running, TestApplication.Patience);
        await application.WaitForHealthyAsync("db");

        Assert.AreEqual(0, stopped.ExitCode);
        Assert.AreEqual(stopped.State?.Text, database.State?.Text);
        Assert.AreEqual(42, await application.QueryAsync("db", "select x from t"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("server")]
    [DataRow("shell")]
    public async Task After_a_kill_of_the_server_or_its_shell_a_start_brings_back_what_was_committed(string victim)
    {
        using var folder = new TemporaryFolder();
        await using var application = await TestApplication.StartAsync(
            builder => builder.AddPostgres("postgres").RunAsProcess().WithDataBindMount(folder["data"]).AddDatabase("db"),
            $"--LearnFlow:DataPath={folder["aspire"]}");
        await application.WaitForHealthyAsync("db");
        var port = new NpgsqlConnectionStringBuilder(await application.GetConnectionStringAsync("db")).Port;
        await application.QueryAsync("db", "create table t(x int); insert into t select generate_series(1, 1000)");
        var id = victim == "shell"
            ? await application.ProcessIdAsync("postgres-server")
            : int.Parse((await File.ReadAllLinesAsync(folder["data/postmaster.pid"]))[0], CultureInfo.InvariantCulture);

        using (var process = Process.GetProcessById(id))
        {
            process.Kill();
        }

        var end = await application.WaitForEndAsync("postgres");
        await application.ExecuteCommandAsync("postgres-server", KnownResourceCommands.StartCommand);
        await application.ResourceNotifications.WaitForResourceAsync("db", e => e.Snapshot.State?.Text == KnownResourceStates.Running, TestApplication.Patience);
        await application.WaitForHealthyAsync("db");

        StringAssert.StartsWith(end.Reason(), "'postgres-server' ended with exit code ");
        Assert.AreEqual(1000L, await application.QueryAsync("db", "select count(*) from t"));
        Assert.AreEqual(port, new NpgsqlConnectionStringBuilder(await application.GetConnectionStringAsync("db")).Port);
    }

    [TestMethod]
    public void Missing_programs_name_what_brings_them()
    {
        var missing = Assert.ThrowsExactly<DistributedApplicationException>(() => PostgresBinaries.Find([]));

        StringAssert.Contains(missing.Message, "with Node.js 20 or newer on PATH");
    }

    [TestMethod]
    public async Task What_cannot_start_says_in_a_sentence_why_and_what_to_do()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["old/global"]);
        await File.WriteAllTextAsync(folder["old/global/pg_control"], "");
        await File.WriteAllTextAsync(folder["old/PG_VERSION"], "13\n");
        Directory.CreateDirectory(folder["foreign"]);
        await File.WriteAllTextAsync(folder["foreign/thesis.txt"], "precious");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var application = await TestApplication.StartAsync(
            builder =>
            {
                builder.AddPostgres("old").RunAsProcess().WithDataBindMount(folder["old"]);
                builder.AddPostgres("foreign").RunAsProcess().WithDataBindMount(folder["foreign"]);
                builder.AddPostgres("taken").RunAsProcess().WithHostPort(port);
                builder.AddPostgres("control", password: builder.AddParameter("password", "line\nbreak", secret: true)).RunAsProcess().AddDatabase("db");
            },
            $"--LearnFlow:DataPath={folder["data"]}", "--DcpPublisher:RandomizePorts=false");

        async Task<string> ReasonAsync(string name)
        {
            var end = await application.WaitForEndAsync(name);
            Assert.AreEqual(KnownResourceStates.FailedToStart, end.State?.Text);
            StringAssert.Contains(await application.LogAsync(name), end.Reason());
            return end.Reason()!;
        }

        StringAssert.Contains(await ReasonAsync("old"), "was made by PostgreSQL 13");
        StringAssert.Contains(await ReasonAsync("foreign"), "is not a whole cluster");
        StringAssert.Contains(await ReasonAsync("taken"), $"cannot listen on port {port}");
        StringAssert.Contains(await ReasonAsync("control"), "control character");
        Assert.AreEqual(KnownResourceStates.FailedToStart, (await application.WaitForEndAsync("db")).State?.Text);
        Assert.AreEqual("precious", await File.ReadAllTextAsync(folder["foreign/thesis.txt"]));
    }
}
