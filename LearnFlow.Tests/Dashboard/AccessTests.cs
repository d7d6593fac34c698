using System.Net;
using LearnFlow.Tests.Orchestration;

namespace LearnFlow.Tests.Dashboard;

[TestClass]
public sealed class AccessTests
{
    [TestMethod]
    [DataRow("/api/resources")]
    [DataRow("/api/telemetry/spans")]
    [DataRow("/api/changes")]
    [DataRow("/api/telemetry/export")]
    public async Task No_token_no_data(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var visitor = dashboard.NewVisitor();

        using var answer = await visitor.GetAsync(new Uri(path, UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [TestMethod]
    public async Task A_token_of_the_printed_address_works_once_and_its_browser_stays_signed_in()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var first = dashboard.NewVisitor();
        using var second = dashboard.NewVisitor();
        var address = new Uri(dashboard.LoginUrl);

        using var opened = await first.GetAsync(address);
        using var again = await second.GetAsync(address);

        Assert.AreEqual(HttpStatusCode.OK, opened.StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await first.GetAsync(new Uri("/api/resources", UriKind.Relative))).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await second.GetAsync(new Uri(dashboard.LoginUrl))).StatusCode);
    }

    [TestMethod]
    public async Task A_page_of_another_site_cannot_use_the_cookie()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddShell("worker", "exec sleep 1000"));
        using var visitor = dashboard.NewVisitor();
        using var opened = await visitor.GetAsync(new Uri(dashboard.LoginUrl));
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/api/resources/worker/commands/stop") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        using var answer = await visitor.SendAsync(forged);

        Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [TestMethod]
    public async Task A_foreign_name_for_this_machine_is_not_answered()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { Host = "evil.example" } };

        using var answer = await dashboard.Client.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
