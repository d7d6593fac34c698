using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class OrchestratorTests
{
    [TestMethod]
    public async Task A_resource_that_waits_for_another_starts_when_that_one_is_healthy()
    {
        var isWell = new TaskCompletionSource();
        await using var application = await TestApplication.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("well", () => isWell.Task.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
            var first = builder.AddShell("first", "exec sleep 1000").WithHealthCheck("well");
            builder.AddShell("second", "exec sleep 1000").WaitFor(first);
        });
        var notifications = application.ResourceNotifications;
        await notifications.WaitForResourceAsync("first", e => e.Snapshot.HealthStatus == HealthStatus.Unhealthy && e.Snapshot.HealthReports.Any(r => r.Description == "not yet"), TestApplication.Patience);
        await notifications.WaitForResourceAsync("second", KnownResourceStates.Waiting, TestApplication.Patience);

        isWell.SetResult();

        await notifications.WaitForResourceAsync("second", KnownResourceStates.Running, TestApplication.Patience);
    }

    [TestMethod]
    public async Task A_resource_that_waits_for_completion_starts_after_the_expected_exit_code_only()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var good = builder.AddShell("good", "exit 0");
            var bad = builder.AddShell("bad", "echo no such table; exit 4");
            builder.AddShell("after-good", "exit 0").WaitForCompletion(good);
            builder.AddShell("after-bad", "exit 0").WaitForCompletion(bad);
        });

        Assert.AreEqual(KnownResourceStates.Finished, (await application.WaitForEndAsync("after-good")).State?.Text);
        var end = await application.WaitForEndAsync("after-bad");

        Assert.AreEqual(KnownResourceStates.FailedToStart, end.State?.Text);
        StringAssert.Contains(end.Reason(), "exit code '4', expected '0'");
        StringAssert.Contains(end.Reason(), "no such table");
    }

    [TestMethod]
    public async Task A_process_that_dies_is_reported_with_its_exit_code_and_last_lines()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddShell("crash", "echo one; echo two >&2; exit 3"));

        var end = await application.WaitForEndAsync("crash");
        var failure = await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => application.ResourceNotifications.WaitForResourceHealthyAsync("crash", TestApplication.Patience));

        Assert.AreEqual(KnownResourceStates.Finished, end.State?.Text);
        Assert.AreEqual(3, end.ExitCode);
        StringAssert.Contains(failure.Message, "'crash' ended with exit code 3");
        StringAssert.Contains(failure.Message, "two");
    }

    [TestMethod]
    public async Task A_missing_command_and_a_missing_project_output_each_get_a_sentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["Broken.csproj"], "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>");
        await using var application = await TestApplication.StartAsync(builder =>
        {
            builder.AddExecutable("no-command", "no-such-command-here", ".");
            builder.AddProject("no-project", folder["Broken.csproj"]);
        });

        var noCommand = await application.WaitForEndAsync("no-command");
        var noProject = await application.WaitForEndAsync("no-project");

        Assert.AreEqual(KnownResourceStates.FailedToStart, noCommand.State?.Text);
        StringAssert.Contains(noCommand.Reason(), "'no-such-command-here' was not found on PATH");
        Assert.AreEqual(KnownResourceStates.FailedToStart, noProject.State?.Text);
        StringAssert.Contains(noProject.Reason(), "Broken.csproj");
    }

    [TestMethod]
    public async Task A_cycle_of_waits_is_refused_and_shown()
    {
        var refusal = await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder =>
        {
            var a = builder.AddShell("a", "exit 0");
            var b = builder.AddShell("b", "exit 0").WaitFor(a);
            a.WaitFor(b);
        }));

        StringAssert.Contains(refusal.Message, "'a' waits for 'b' waits for 'a'");
    }

    [TestMethod]
    public async Task A_missing_parameter_is_named_with_the_ways_to_set_it()
    {
        var refusal = await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder =>
            builder.AddShell("a", "exit 0").WithEnvironment("KEY", builder.AddParameter("api-key", secret: true))));

        StringAssert.Contains(refusal.Message, "The parameter 'api-key' has no value");
        StringAssert.Contains(refusal.Message, "--Parameters:api-key=<value>");
        StringAssert.Contains(refusal.Message, "Parameters__api_key");
    }

    [TestMethod]
    public async Task Secrets_are_masked_in_logs()
    {
        await using var application = await TestApplication.StartAsync(
            builder => builder.AddShell("teller", "echo the key is $KEY").WithEnvironment("KEY", builder.AddParameter("api-key", secret: true)),
            "--Parameters:api-key=open-sesame");

        await application.WaitForEndAsync("teller");

        StringAssert.Contains(await application.LogAsync("teller"), "the key is *****");
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_replaced_and_references_get_the_new_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var application = await TestApplication.StartAsync(
            builder =>
            {
                var server = builder.AddShell("server", "echo mine is $PORT; exec sleep 1000").WithHttpEndpoint(port: taken, env: "PORT");
                builder.AddShell("client", "echo theirs is $URL").WithEnvironment("URL", server.GetEndpoint("http"));
            },
            "--DcpPublisher:RandomizePorts=false");

        await application.WaitForEndAsync("client");
        var port = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<IResourceWithEndpoints>().Single(r => r.Name == "server").GetEndpoint("http").Port;
        Assert.AreNotEqual(taken, port);
        StringAssert.Contains(await application.LogAsync("client"), $"theirs is http://localhost:{port}");
        StringAssert.Contains(await application.LogAsync("server"), $"Port {taken} of the endpoint 'http' is in use");
    }

    [TestMethod]
    public async Task Endpoints_that_refer_to_each_other_resolve()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var a = builder.AddShell("a", "echo $OTHER").WithHttpEndpoint(env: "PORT");
            var b = builder.AddShell("b", "echo $OTHER").WithHttpEndpoint(env: "PORT");
            a.WithEnvironment("OTHER", b.GetEndpoint("http"));
            b.WithEnvironment("OTHER", a.GetEndpoint("http"));
        });

        await application.WaitForEndAsync("a");
        await application.WaitForEndAsync("b");

        StringAssert.Contains(await application.LogAsync("a"), "http://localhost:");
        StringAssert.Contains(await application.LogAsync("b"), "http://localhost:");
    }

    [TestMethod]
    public async Task Start_stop_and_restart_commands_work()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddShell("worker", "exec sleep 1000").WithExplicitStart());
        var (commands, notifications) = (application.ResourceCommands, application.ResourceNotifications);
        await notifications.WaitForResourceAsync("worker", KnownResourceStates.NotStarted, TestApplication.Patience);

        Assert.IsTrue((await commands.ExecuteCommandAsync("worker", KnownResourceCommands.StartCommand)).Success);
        var first = await notifications.WaitForResourceAsync("worker", e => e.Snapshot.State?.Text == KnownResourceStates.Running, TestApplication.Patience);
        Assert.IsTrue((await commands.ExecuteCommandAsync("worker", KnownResourceCommands.RestartCommand)).Success);
        await notifications.WaitForResourceAsync("worker", e => e.Snapshot.State?.Text == KnownResourceStates.Running && e.Snapshot.StartTimeStamp > first.Snapshot.StartTimeStamp, TestApplication.Patience);
        Assert.IsTrue((await commands.ExecuteCommandAsync("worker", KnownResourceCommands.StopCommand)).Success);

        await notifications.WaitForResourceAsync("worker", KnownResourceStates.Exited, TestApplication.Patience);
    }

    [TestMethod]
    public async Task Databases_and_topics_are_there_when_their_users_start()
    {
        await using var application = await TestApplication.StartAsync(
            builder =>
            {
                var database = builder.AddPostgres("postgres").AddDatabase("shop-db", "shop");
                var kafka = builder.AddKafka("kafka");
                builder.AddShell("user", "exec sleep 1000").WithReference(database).WaitFor(database).WaitFor(kafka);
            },
            "--Kafka:Topics:orders=7");
        await application.ResourceNotifications.WaitForResourceHealthyAsync("user", TestApplication.Patience);
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();

        var databaseString = await model.Resources.OfType<PostgresDatabaseResource>().Single().ConnectionStringExpression.GetValueAsync(default);
        await using var source = NpgsqlDataSource.Create(databaseString + ";Pooling=false");
        await using var query = source.CreateCommand("select current_database()");
        Assert.AreEqual("shop", await query.ExecuteScalarAsync());
        var brokers = await model.Resources.OfType<KafkaServerResource>().Single().ConnectionStringExpression.GetValueAsync(default);
        using var admin = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = brokers }).Build();
        Assert.HasCount(7, admin.GetMetadata(TimeSpan.FromSeconds(20)).Topics.Single(t => t.Topic == "orders").Partitions);
    }

    [TestMethod]
    public async Task Replicas_share_one_port_and_each_has_its_own()
    {
        await using var application = await TestApplication.StartAsync(builder =>
            builder.AddShell("echo", "echo mine is $PORT; exec sleep 1000").WithHttpEndpoint(env: "PORT").WithAnnotation(new ReplicaAnnotation(2)));

        await RunsAsync("echo-1");
        await RunsAsync("echo-2");

        using var client = new TcpClient();
        var resource = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<IResourceWithEndpoints>().Single();
        await client.ConnectAsync(IPAddress.Loopback, resource.GetEndpoint("http").Port);
        Assert.AreNotEqual(await PortAsync("echo-1"), await PortAsync("echo-2"));

        Task RunsAsync(string id) => application.ResourceNotifications.WaitForResourceAsync("echo", e => e.ResourceId == id && e.Snapshot.State?.Text == KnownResourceStates.Running, TestApplication.Patience);

        async Task<string> PortAsync(string id)
        {
            string log;
            while (!(log = await application.LogAsync(id)).Contains("mine is ", StringComparison.Ordinal))
                await Task.Yield();
            return log[(log.IndexOf("mine is ", StringComparison.Ordinal) + 8)..];
        }
    }

    [TestMethod]
    public async Task Two_applications_run_side_by_side_and_take_their_data_with_them()
    {
        static Task<DistributedApplication> StartAsync() => TestApplication.StartAsync(builder => builder.AddPostgres("postgres").WithDataVolume("data").AddDatabase("db"));
        var applications = await Task.WhenAll(StartAsync(), StartAsync());
        await Task.WhenAll(applications.Select(a => a.ResourceNotifications.WaitForResourceHealthyAsync("db", TestApplication.Patience)));
        var folders = applications.Select(a => a.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["LearnFlow:DataPath"]!).ToList();

        foreach (var application in applications)
            await application.DisposeAsync();

        Assert.AreNotEqual(folders[0], folders[1]);
        Assert.IsFalse(folders.Any(Directory.Exists));
        Assert.IsFalse(folders.Any(f => LearnFlow.Hosting.Processes.ProcessPlatform.Current.WithEnvironment("LEARNFLOW_JOB", f).Any()));
    }
}
