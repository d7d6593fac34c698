using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Tests.Orchestration;

/// <summary>What a developer sees when something is wrong: the state, and the sentence that says what to do.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class FailureTests
{
    [TestMethod]
    public async Task A_crash_is_reported_on_the_terminal_with_the_path_of_the_whole_log()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(terminal, builder => builder.AddShell("crash", "for i in $(seq 40); do echo line $i; done; exit 3"));

        var said = await terminal.SaysAsync("Its whole log: ");

        StringAssert.Contains(said, "FAILED crash (Finished): 'crash' ended with exit code 3");
        StringAssert.Contains(said, "line 40");
        Assert.IsFalse(said.Contains("line 1" + Environment.NewLine, StringComparison.Ordinal));
        var path = said[(said.IndexOf("Its whole log: ", StringComparison.Ordinal) + 15)..].Split('\n')[0].Trim();
        Assert.AreEqual("crash.log", Path.GetFileName(path));
        var patience = TestApplication.Patience;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await HoldsAsync(path, "line 40"))
            await poll.WaitForNextTickAsync(patience);
        Assert.IsTrue(await HoldsAsync(path, "line 1\n"));
    }

    [TestMethod]
    public async Task A_service_that_never_becomes_healthy_is_named_with_what_its_check_says()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(
            terminal,
            builder =>
            {
                builder.Services.AddHealthChecks().AddCheck("well", () => HealthCheckResult.Unhealthy("the queue is full"));
                var stuck = builder.AddShell("stuck", "exec sleep 1000").WithHealthCheck("well");
                builder.AddShell("waiter", "exit 0").WaitFor(stuck);
            },
            "--LearnFlow:Patience=0.5");

        var said = await terminal.SaysAsync("the queue is full");

        StringAssert.Contains(said, "Still starting: stuck runs but is not healthy (well: the queue is full); waiter is Waiting");
        Assert.IsTrue(application.ResourceNotifications.TryGetCurrentState("stuck", out var stuck));
        Assert.AreEqual(KnownResourceStates.Running, stuck.Snapshot.State?.Text);
        Assert.AreEqual(HealthStatus.Unhealthy, stuck.Snapshot.HealthStatus);
    }

    [TestMethod]
    public async Task A_connection_string_that_is_not_configured_is_named_with_the_way_to_set_it()
    {
        var refusal = await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder =>
            builder.AddShell("user", "exit 0").WithReference(builder.AddConnectionString("orders-db"))));

        StringAssert.Contains(refusal.Message, "'orders-db'");
        StringAssert.Contains(refusal.Message, "ConnectionStrings:orders-db");
    }

    [TestMethod]
    public async Task A_server_that_a_connection_string_does_not_reach_leaves_its_reader_waiting_with_the_reason()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(
            terminal,
            builder =>
            {
                builder.Services.AddHealthChecks().AddAsyncCheck("orders", async cancellationToken =>
                {
                    await using var connection = new Npgsql.NpgsqlConnection("Host=127.0.0.1;Port=1;Username=nobody;Pooling=false");
                    await connection.OpenAsync(cancellationToken);
                    return HealthCheckResult.Healthy();
                });
                builder.AddShell("user", "exec sleep 1000").WithHealthCheck("orders");
            },
            "--LearnFlow:Patience=0.5");

        StringAssert.Contains(await terminal.SaysAsync("127.0.0.1:1"), "user runs but is not healthy (orders: ");
    }

    [TestMethod]
    public async Task A_project_file_that_is_not_there_is_named()
    {
        var refusal = await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder => builder.AddProject("api", "/nowhere/Api.csproj")));

        StringAssert.Contains(refusal.Message, "Project file '/nowhere/Api.csproj' of resource 'api' was not found");
    }

    [TestMethod]
    public async Task A_launch_profile_that_is_not_there_or_cannot_be_read_is_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["Properties"]);
        await File.WriteAllTextAsync(folder["Api.csproj"], "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        var settings = folder["Properties/launchSettings.json"];

        await File.WriteAllTextAsync(settings, """{ "profiles": { "http": { "commandName": "Project" } } }""");
        var missing = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder => builder.AddProject("api", folder["Api.csproj"], "https")));
        await File.WriteAllTextAsync(settings, "{ \"profiles\": { \"http\": ");
        var broken = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder => builder.AddProject("api", folder["Api.csproj"])));

        StringAssert.Contains(missing.Message, "'https'");
        StringAssert.Contains(missing.Message, $"'{settings}' of 'api' has 'http'");
        StringAssert.Contains(broken.Message, settings);
    }

    [TestMethod]
    public async Task A_container_without_an_engine_is_refused_with_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var engine = await FakeEngineAsync(folder, "exit 1");
        await using var application = await TestApplication.StartAsync(builder => builder.AddContainer("cache", "redis", "7.4"), $"--LearnFlow:ContainerEngine={engine}");

        var end = await application.WaitForEndAsync("cache");

        Assert.AreEqual(KnownResourceStates.FailedToStart, end.State?.Text);
        StringAssert.Contains(end.Reason(), "'cache' is a container (redis:7.4)");
        StringAssert.Contains(end.Reason(), "neither Docker nor Podman runs here");
    }

    [TestMethod]
    public async Task A_container_runs_under_the_engine_with_its_port_mount_environment_and_arguments()
    {
        using var folder = new TemporaryFolder();
        var engine = await FakeEngineAsync(folder, """[ "$1" = run ] || exit 0; echo "arguments: $*"; echo "greeting: $GREETING"; exec sleep 1000""");
        await using var application = await TestApplication.StartAsync(
            builder => builder.AddContainer("cache", "redis", "7.4").WithEndpoint(targetPort: 6379).WithVolume("cache-data", "/data").WithEnvironment("GREETING", "good day").WithArgs("--save", "60"),
            $"--LearnFlow:ContainerEngine={engine}");

        await application.ResourceNotifications.WaitForResourceAsync("cache", KnownResourceStates.Running, TestApplication.Patience);
        string log;
        var patience = TestApplication.Patience;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(log = await application.LogAsync("cache")).Contains("greeting: good day", StringComparison.Ordinal))
            await poll.WaitForNextTickAsync(patience);

        StringAssert.Matches(log, new(@"arguments: run --rm --init --name cache-\w+ .*-p 127\.0\.0\.1:\d+:6379 -v cache-data:/data -e GREETING redis:7\.4 --save 60"));
    }

    private static async Task<string> FakeEngineAsync(TemporaryFolder folder, string script)
    {
        await File.WriteAllTextAsync(folder["engine"], "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["engine"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder["engine"];
    }

    private static Task<DistributedApplication> StartAsync(Terminal terminal, Action<IDistributedApplicationBuilder> model, params string[] args) =>
        TestApplication.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TextWriter>(terminal);
                model(builder);
            },
            [.. args, "--LearnFlow:Quiet=false"]);

    private static async Task<bool> HoldsAsync(string path, string text) => File.Exists(path) && (await File.ReadAllTextAsync(path)).Contains(text, StringComparison.Ordinal);

    /// <summary>What the host says, and a wait for it.</summary>
    private sealed class Terminal : StringWriter
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void WriteLine(string? value)
        {
            lock (_lock)
            {
                base.WriteLine(value);
                _more.SetResult();
                _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async Task<string> SaysAsync(string text)
        {
            while (true)
            {
                Task more;
                lock (_lock)
                {
                    if (ToString().Contains(text, StringComparison.Ordinal))
                        return ToString();
                    more = _more.Task;
                }

                await more.WaitAsync(TestApplication.Patience);
            }
        }
    }
}
