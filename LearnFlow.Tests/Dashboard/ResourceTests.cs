using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Tests.Orchestration;

namespace LearnFlow.Tests.Dashboard;

[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class ResourceTests
{
    [TestMethod]
    public async Task A_crashing_resource_shows_its_exit_code_and_its_last_lines()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddShell("crash", "echo the last words >&2; exit 3"));

        var crash = await dashboard.GetUntilAsync("/api/resources/crash", r => r.GetProperty("exitCode").ValueKind != System.Text.Json.JsonValueKind.Null);
        var log = await dashboard.Client.GetStringAsync(new Uri("/api/resources/crash/logs", UriKind.Relative));

        Assert.AreEqual(3, crash.GetProperty("exitCode").GetInt32());
        StringAssert.Contains(log, "the last words");
        StringAssert.Contains(crash.GetProperty("properties").ToString(), "the last words");
    }

    [TestMethod]
    public async Task A_resource_is_restarted_by_its_command()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddShell("worker", "echo begun; exec sleep 1000"));
        var before = await dashboard.GetUntilAsync("/api/resources/worker", r => r.GetProperty("state").GetString() == "Running");

        using var answer = await dashboard.Client.PostAsync(new Uri("/api/resources/worker/commands/restart", UriKind.Relative), null);

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        await dashboard.GetUntilAsync("/api/resources/worker", r =>
            r.GetProperty("state").GetString() == "Running" && r.GetProperty("started").GetString() != before.GetProperty("started").GetString());
    }

    [TestMethod]
    public async Task A_secret_reaches_nobody_who_does_not_ask_for_it()
    {
        const string secret = "correct horse battery";
        await using var dashboard = await RunningDashboard.StartAsync(builder =>
        {
            builder.Configuration["Parameters:password"] = secret;
            var password = builder.AddParameter("password", secret: true);
            builder.AddShell("worker", "echo the password is $PASSWORD; exec sleep 1000").WithEnvironment("PASSWORD", password).WithEnvironment("URL", ReferenceExpression.Create($"db://{password}"));
        });
        await dashboard.GetUntilAsync("/api/resources/worker", r => r.GetProperty("state").GetString() == "Running" && r.GetProperty("environment").GetArrayLength() > 0);

        var traffic = new List<string>();
        foreach (var path in new[] { "/api/resources", "/api/resources/worker", "/api/resources/worker/logs", "/api/telemetry/logs", "/api/telemetry/spans", "/" })
            traffic.Add(await dashboard.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
        var revealed = await dashboard.GetAsync("/api/resources/worker/environment/PASSWORD");

        Assert.DoesNotContain(secret, string.Join('\n', traffic));
        Assert.AreEqual(secret, revealed.GetProperty("value").GetString());
    }
}
