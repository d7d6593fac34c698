using Aspire.Hosting.Testing;
using LearnFlow.Tests.Web;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Dashboard;

/// <summary>The whole system with its dashboard: one click on Run, followed as a developer would.</summary>
[TestClass]
public sealed class FollowAClickTests(TestContext context)
{
    private static readonly string[] s_way = ["web", "web-dapr", "sandbox", "sandbox-dapr", "triage-dapr", "triage"];

    [TestMethod]
    public async Task A_click_on_Run_is_one_trace_from_the_page_to_Triage_and_a_span_leads_to_its_logs()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.LearnFlow_AppHost>([$"--AppHost:DashboardApiKey={RunningDashboard.ApiKey}"], (options, _) => options.DisableDashboard = false, context.CancellationToken);
        var app = await builder.BuildAsync(context.CancellationToken);
        await app.StartAsync(context.CancellationToken);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", context.CancellationToken);
        await using var dashboard = new RunningDashboard(app);
        await using var browser = await Browser.StartAsync();
        var workspace = await browser.OpenWorkspaceAsync(app.GetEndpoint("web", "http"));
        await workspace.TypeAsync("print(6 * 7)");
        await workspace.RunAsync();

        var traceId = await dashboard.TraceWithAllOfAsync(s_way);

        var page = await workspace.Page.Context.NewPageAsync();
        await page.SetViewportSizeAsync(1400, 900);
        await page.GotoAsync(dashboard.LoginUrl);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "triage", Exact = true })).ToBeVisibleAsync();
        await ScreenshotAsync(page, "dashboard-resources");
        await page.GotoAsync($"{dashboard.Address}trace/{traceId}");
        foreach (var resource in s_way)
            await Assertions.Expect(page.GetByText(resource, new() { Exact = true }).First).ToBeVisibleAsync();
        await ScreenshotAsync(page, "dashboard-trace");

        var span = page.Locator(".label button", new() { HasText = "sandbox" }).First;
        await span.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Logs of this trace" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Structured logs" })).ToBeVisibleAsync();
        await page.GotoAsync($"{dashboard.Address}messages");
        await Assertions.Expect(page.GetByText("code.executed").First).ToBeVisibleAsync();
        await ScreenshotAsync(page, "dashboard-messages");

        var dark = await dashboard.OpenAsync(browser, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1200, Height = 700 } });
        await dark.GotoAsync($"{dashboard.Address}traces?search=sandbox");
        await Assertions.Expect(dark.GetByText("web: POST /api").First).ToBeVisibleAsync();
        await ScreenshotAsync(dark, "dashboard-dark");
        var phone = await dashboard.OpenAsync(browser, new() { ViewportSize = new() { Width = 390, Height = 700 } });
        await Assertions.Expect(phone.GetByRole(AriaRole.Button, new() { Name = "web", Exact = true })).ToBeVisibleAsync();
        await ScreenshotAsync(phone, "dashboard-phone");
    }

    private static Task ScreenshotAsync(IPage page, string name) => Environment.GetEnvironmentVariable("LEARNFLOW_SCREENSHOTS") is { Length: > 0 } folder
        ? page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") })
        : Task.CompletedTask;
}
