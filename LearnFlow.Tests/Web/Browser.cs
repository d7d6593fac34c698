using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>A browser without a window. Each page that it opens is a visitor of their own: nothing is shared, no cookie is kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>A loaded machine is slow, not wrong.</summary>
    private const float LongestWait = 120_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts the browser that <see cref="Chromium"/> finds.</summary>
    public static async Task<Browser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(LongestWait);
        var path = await Chromium.PathAsync();
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Chromium.Arguments }));
    }

    /// <summary>A new visitor's page, not yet on any address.</summary>
    /// <param name="options">Screen size, colours, scripts off and so on.</param>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions? options = null)
    {
        var context = await _browser.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(LongestWait);
        return await context.NewPageAsync();
    }

    /// <summary>A new visitor in the workspace of the site at <paramref name="site"/>, with the editor loaded.</summary>
    public async Task<WorkspacePage> OpenWorkspaceAsync(Uri site, BrowserNewContextOptions? options = null)
        => await WorkspacePage.OpenAsync(await NewPageAsync(options), site);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>What a browser complained about on a page: script errors and refusals by the Content-Security-Policy.</summary>
internal sealed class Complaints
{
    private readonly ConcurrentQueue<string> _all = [];

    public Complaints(IPage page)
    {
        page.PageError += (_, error) => _all.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _all.Enqueue(message.Text);
        };
    }

    public IReadOnlyCollection<string> All => _all;
}
