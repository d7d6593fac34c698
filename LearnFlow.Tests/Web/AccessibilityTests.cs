using LearnFlow.Events;
using LearnFlow.Web.Accounts;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>Every page, in light and dark, has no violation that axe finds (WCAG 2.2 A and AA, and its best practices).</summary>
[TestClass]
public sealed class AccessibilityTests
{
    private static AccountSite _accounts = null!;
    private static Browser _browser = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        (_accounts, _browser) = (await AccountSite.StartAsync(), await Browser.StartAsync());
        using var delivered = await _accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("s1", "guest1", DateTimeOffset.UtcNow, "sameError", SidecarStandIn.Reason, ["1"]));
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        await _accounts.DisposeAsync();
    }

    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task A_visitor_s_pages(ColorScheme colours)
    {
        var page = await _browser.NewPageAsync(new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        await CheckAsync(page,
            "/", "/learn", "/practice", "/exercises/sum-of-evens", "/exercises/three-boxes", "/exercises/longest-entry", "/concepts", "/concepts?q=for", "/concepts/for-loops", "/quiz/loops", "/quiz/order", "/learn/loops", "/progress", "/shared", "/accessibility", "/data", "/nowhere",
            "/account/sign-in", "/account/register", "/account/forgotten-password", "/account/mailbox");
    }

    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task A_member_s_pages(ColorScheme colours)
    {
        var page = await _browser.NewPageAsync(new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(Address("/account/sign-in"));
        await page.GetByLabel("E-mail address").FillAsync(DemoAccounts.All.Single(demo => demo.Role == Roles.Administrator).Email);
        await page.GetByLabel("Password").FillAsync(DemoAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ArriveAtAsync("/learn");
        await CheckAsync(page,
            "/account", "/account/two-factor", "/classes", "/teach", "/teach/learners/guest1", "/teach/classes", $"/teach/classes/{SampleClasses.Id}",
            "/teach/exercises", "/teach/write", "/teach/write/sum-of-evens", "/teach/exchange", "/admin/users");
    }

    [TestMethod]
    public async Task The_workspace_with_everything_open()
    {
        var page = await _browser.NewPageAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(Address("/exercises/sum-of-evens"));
        await page.Locator("[data-editor][data-ready]").WaitForAsync();
        await page.Locator("[data-help-ask]").ClickAsync();
        await page.Locator("[data-help-answer][data-done]").WaitForAsync();
        await page.Locator("[data-submit]").ClickAsync();
        await page.Locator(".tests").WaitForAsync();
        await page.Locator("[data-versions]").ClickAsync();
        Assert.AreEqual("", await Axe.ViolationsAsync(page));

        await page.Locator("[data-trace]").ClickAsync();
        await page.Locator(".memory").WaitForAsync();
        Assert.AreEqual("", await Axe.ViolationsAsync(page));
    }

    private static async Task CheckAsync(IPage page, params string[] paths)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            await page.GotoAsync(Address(path));
            if (await Axe.ViolationsAsync(page) is { Length: > 0 } violations)
                found.Add($"{path}: {violations}");
        }

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    private static string Address(string path) => new Uri(_accounts.Site.Address, path).ToString();
}
