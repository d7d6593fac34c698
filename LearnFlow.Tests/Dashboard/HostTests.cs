using LearnFlow.Hosting.Dashboard.Hosting;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Tests.Dashboard;

[TestClass]
public sealed class HostTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Telemetry_outlives_the_AppHost_when_it_is_asked_to(bool keep)
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-dashboard-");
        try
        {
            string[] args = [$"--LearnFlow:DataPath={folder.FullName}", "--LearnFlow:DeleteData=false", $"--LearnFlow:Dashboard:Keep={keep}"];
            await using (var first = await RunningDashboard.StartAsync(null, args))
            {
                await first.SendAsync("traces", Samples.Spans());
                await first.Application.StopAsync();
            }

            Assert.AreEqual(keep, File.Exists(Path.Combine(folder.FullName, "telemetry.zip")));
            if (!keep)
                return;
            await using var second = await RunningDashboard.StartAsync(null, args);
            await second.GetUntilAsync("/api/telemetry/spans", answer => answer.GetProperty("totalCount").GetInt32() == 7);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    [DataRow("", true, true, true)]
    [DataRow("", false, true, false)]
    [DataRow("", true, false, false)]
    [DataRow("LearnFlow:Browser=false", true, true, false)]
    [DataRow("CI=true", true, true, false)]
    [DataRow("DcpPublisher:RandomizePorts=true", true, true, false)]
    public void A_browser_is_opened_only_for_a_person_who_wants_it(string setting, bool isTerminal, bool isDesktop, bool expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(setting.Length == 0 ? [] : [KeyValuePair.Create(setting.Split('=')[0], (string?)setting.Split('=')[1])]).Build();

        Assert.AreEqual(expected, BrowserLaunch.IsWanted(configuration, isTerminal, isDesktop));
    }

    [TestMethod]
    public void The_switch_no_browser_stands_alone()
    {
        var builder = Aspire.Hosting.DistributedApplication.CreateBuilder(["--no-browser", "--fresh", "--LearnFlow:Quiet=true"]);

        Assert.AreEqual(("false", "true", "true"), (builder.Configuration["LearnFlow:Browser"], builder.Configuration["LearnFlow:Fresh"], builder.Configuration["LearnFlow:Quiet"]));
    }
}
