using LearnFlow.Tests.Sandbox;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>The site with a real sandbox behind it, and a browser: for tests of what a learner does with a program. Started once.</summary>
internal static class Workshop
{
    private static readonly Lazy<Task<(Site Site, Browser Browser)>> s_shared = new(StartAsync);

    /// <summary>A new visitor on the page at <paramref name="path"/>, with the editor ready.</summary>
    public static async Task<IPage> OpenAsync(string path = "/practice", BrowserNewContextOptions? options = null, bool hasEditor = true)
    {
        var (site, browser) = await s_shared.Value;
        var page = await browser.NewPageAsync(options);
        await page.GotoAsync(new Uri(site.Address, path).ToString());
        if (hasEditor)
        {
            await page.Locator("[data-editor][data-ready]").WaitForAsync();
        }

        return page;
    }

    /// <summary>Options of a phone.</summary>
    public static BrowserNewContextOptions Phone => new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true };

    /// <summary>Puts a program into the editor.</summary>
    public static Task SetCodeAsync(this IPage page, string code) => page.Locator("#code").EvaluateAsync(
        "(area, code) => { area.value = code; area.dispatchEvent(new Event('replaced')); area.dispatchEvent(new Event('input', { bubbles: true })); }", code);

    /// <summary>Puts a program into the editor and presses Run.</summary>
    public static async Task StartProgramAsync(this IPage page, string code)
    {
        await page.SetCodeAsync(code);
        await page.Locator("[data-run]").ClickAsync();
    }

    /// <summary>What the program printed, as it is on screen.</summary>
    public static ILocator Output(this IPage page) => page.Locator("[data-console] [data-output]");

    /// <summary>The line that says how the run ended.</summary>
    public static ILocator Status(this IPage page) => page.Locator("[data-console] [data-status]");

    public static async Task StopAsync()
    {
        if (s_shared.IsValueCreated)
        {
            var (site, browser) = await s_shared.Value;
            await browser.DisposeAsync();
            await site.DisposeAsync();
        }
    }

    private static async Task<(Site Site, Browser Browser)> StartAsync()
    {
        var site = await Site.StartAsync(("Gateway:Runs:PerUser", "100000"), ("Gateway:Runs:PerAddress", "100000"));
        site.Sidecar.Sandbox = (await SharedSandbox.GetAsync()).Client;
        return (site, await Browser.StartAsync());
    }
}
