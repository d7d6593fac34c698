using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Tests.Hosting.RunMode;

/// <summary>What a developer reads at the terminal.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class StartReportTests(TestContext context)
{
    [TestMethod]
    public async Task When_all_is_ready_the_addresses_to_open_and_the_times_are_told()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(terminal, builder =>
        {
            builder.AddExecutable("worker", "sleep", ".", "1000");
            builder.AddExecutable("site", "sleep", ".", "1000").WithHttpEndpoint(env: "PORT").WithExternalHttpEndpoints();
        });

        var said = await terminal.ReadUntilAsync("Ctrl-C stops everything.", context.CancellationToken);

        StringAssert.Matches(said, new(@" is ready after \d+\.\d s\. Running: (worker|site) \(\d+\.\d s\), (worker|site) \(\d+\.\d s\)\."));
        StringAssert.Matches(said, new(@"  site: http://localhost:\d+"));
        StringAssert.Contains(said, "Logs: ");
    }

    [TestMethod]
    public async Task A_crash_is_told_with_its_last_lines_and_the_file_that_holds_all_of_them()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(terminal, builder =>
        {
            builder.Configuration["LearnFlow:Restart"] = "false";
            builder.AddExecutable("crash", "sh", ".", "-c", "for i in $(seq 40); do echo line $i; done; exit 3");
        });

        var said = await terminal.ReadUntilAsync("line 40", context.CancellationToken);

        StringAssert.Contains(said, "FAILED crash (Finished, exit code 3)");
        Assert.DoesNotContain("line 1" + Environment.NewLine, said);
        StringAssert.Contains(said, Path.Combine("logs", "crash.log"));
    }

    [TestMethod]
    public async Task A_resource_that_does_not_become_healthy_is_named_with_what_its_check_says()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(terminal, builder =>
        {
            builder.Configuration["LearnFlow:Patience"] = "0.5";
            builder.Services.AddHealthChecks().AddCheck("well", () => HealthCheckResult.Unhealthy("the queue is full"));
            var stuck = builder.AddExecutable("stuck", "sleep", ".", "1000").WithHealthCheck("well");
            builder.AddExecutable("waiter", "true", ".").WaitFor(stuck);
        });

        var said = await terminal.ReadUntilAsync("the queue is full", context.CancellationToken);

        StringAssert.Contains(said, "stuck runs but is not healthy (well: the queue is full)");
        StringAssert.Contains(said, "waiter is Waiting");
    }

    [TestMethod]
    public async Task A_parameter_without_a_value_is_named_with_the_ways_to_give_it()
    {
        var terminal = new Terminal();
        await using var application = await StartAsync(terminal, builder =>
            builder.AddExecutable("user", "true", ".").WithEnvironment("KEY", builder.AddParameter("api-key", secret: true)));

        var said = await terminal.ReadUntilAsync("api-key", context.CancellationToken);

        StringAssert.Contains(said, "The parameter 'api-key' has no value");
        StringAssert.Contains(said, "--Parameters:api-key=<value>");
        StringAssert.Contains(said, "Parameters__api_key");
    }

    [TestMethod]
    public async Task A_port_that_is_in_use_is_replaced_and_references_get_the_new_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var terminal = new Terminal();
        await using var application = await StartAsync(terminal, builder =>
        {
            builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
            builder.Configuration["LearnFlow:DeleteData"] = "true";
            builder.Configuration["LearnFlow:DataPath"] = Directory.CreateTempSubdirectory("learnflow-").FullName;
            var server = builder.AddExecutable("server", "sleep", ".", "1000").WithHttpEndpoint(port: taken, env: "PORT");
            builder.AddExecutable("client", "sh", ".", "-c", "echo theirs is $URL.").WithEnvironment("URL", server.GetEndpoint("http"));
        });

        var said = await terminal.ReadUntilAsync("is in use", context.CancellationToken);

        StringAssert.Matches(said, new($@"Port {taken} \(server, http\) is in use; this time it is \d+\."));
        var port = said.Split("this time it is ")[1].Split('.')[0];
        Assert.AreEqual(1, await application.LinesAsync("client", $"theirs is http://localhost:{port}.", 1, context.CancellationToken));
    }

    private async Task<DistributedApplication> StartAsync(Terminal terminal, Action<IDistributedApplicationBuilder> model)
    {
        var application = await RunModeApplication.BuildAsync(builder =>
        {
            builder.Services.AddSingleton<TextWriter>(terminal);
            builder.Configuration["LearnFlow:Quiet"] = "false";
            model(builder);
        }, context.CancellationToken);
        // A resource that waits holds up the start: it goes on beside the test.
        _ = application.StartAsync(context.CancellationToken);
        return application;
    }

    /// <summary>What was written for a person, and a wait for it.</summary>
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

        public async Task<string> ReadUntilAsync(string text, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task more;
                lock (_lock)
                {
                    if (ToString().Contains(text, StringComparison.Ordinal))
                    {
                        return ToString();
                    }

                    more = _more.Task;
                }

                await more.WaitAsync(cancellationToken);
            }
        }
    }
}
