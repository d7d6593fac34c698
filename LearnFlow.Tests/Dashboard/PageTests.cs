using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using LearnFlow.Tests.Orchestration;
using LearnFlow.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Dashboard;

/// <summary>The pages in a browser, on a system with everything that they show.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed partial class PageTests
{
    private static readonly (string Path, string Shown)[] s_pages =
    [
        ("/?resource=shop", "PASSWORD"), ("/graph", "counter"), ("/console", "the shop opens with *****"), ("/logs?severity=Trace", "The card of ada was refused"),
        ("/traces?probes=1", "shop: POST /order"), ($"/trace/{Samples.OrderTrace}?span=0000000000000002", "card refused"), ("/metrics", "orders.taken"),
        ("/metrics?resource=shop/one&scope=Shop.Meter&name=orders.duration", "p99"), ("/messages", "event-4711"), ("/state", "shop||basket-1"), ("/mail", "Your parcel"),
    ];

    private static ShopModel _shop = null!;
    private static Browser _browser = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        (_shop, _browser) = (await ShopModel.StartAsync(), await Browser.StartAsync());
        await _shop.PostToSidecarAsync("/v1.0/state/statestore", new object[] { new { key = "basket-1", value = new { pears = 3 } } });
        await _shop.SendTelemetryAsync();
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        await _shop.DisposeAsync();
    }

    /// <summary>A page's words are its own (in its files), or an answer of the API to a script; and it asks for nothing else.</summary>
    [TestMethod]
    public async Task Everything_that_a_page_shows_is_also_in_the_JSON_API()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser);
        var requests = new ConcurrentQueue<Uri>();
        page.Request += (_, request) => requests.Enqueue(new Uri(request.Url));
        var unexplained = new List<string>();
        foreach (var (path, shown) in s_pages)
        {
            requests.Clear();
            await ShowAsync(page, path, shown);
            var words = Words().Matches(await page.InnerTextAsync("main")).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

            var sources = new List<string>();
            foreach (var address in requests.Distinct())
            {
                Assert.AreEqual(_shop.Dashboard.Address.Authority, address.Authority, "a request to elsewhere");
                var isData = address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal);
                Assert.IsTrue(isData || address.AbsolutePath == path.Split('?')[0] || Path.HasExtension(address.AbsolutePath), $"{path} asks for {address}");
                if (IsAnswered(address))
                    sources.Add(Regex.Unescape(await AnswerAsync(address)));
            }
            unexplained.AddRange(words.Where(word => !sources.Exists(s => s.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(word => $"{path}: {word}"));
        }

        Assert.IsEmpty(unexplained, string.Join('\n', unexplained));
    }

    [TestMethod]
    public async Task A_secret_comes_to_the_browser_only_when_it_is_asked_for()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser);
        var requests = new ConcurrentQueue<Uri>();
        page.Request += (_, request) => requests.Enqueue(new Uri(request.Url));
        foreach (var (path, shown) in s_pages)
            await ShowAsync(page, path, shown);
        await ShowAsync(page, "/?resource=shop", "PASSWORD");
        var answers = await Task.WhenAll(requests.Distinct().Where(IsAnswered).Select(AnswerAsync));
        var traffic = string.Join('\n', answers) + await page.ContentAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show PASSWORD", Exact = true }).ClickAsync();

        await Expect(page.GetByText(ShopModel.Secret)).ToBeVisibleAsync();
        Assert.DoesNotContain(ShopModel.Secret, traffic);
        StringAssert.Contains(traffic, "PASSWORD");
    }

    [TestMethod]
    public async Task A_crashing_resource_shows_its_exit_code_and_its_last_lines_by_itself()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser);
        var row = Row(page, "counter");

        await row.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        await Expect(row).ToContainTextAsync("exit code 3");
        await Expect(row).ToContainTextAsync("the drawer jams");
        await page.GotoAsync($"{_shop.Dashboard.Address}console?resource=counter");
        await Expect(page.Locator(".console .ansi-32").First).ToHaveTextAsync("green light");
    }

    [TestMethod]
    public async Task A_resource_is_restarted_from_the_page()
    {
        await using var shop = await ShopModel.StartAsync();
        var page = await shop.Dashboard.OpenAsync(_browser);
        var before = (await shop.Dashboard.GetAsync("/api/resources/shop")).GetProperty("started").GetString();

        await Row(page, "shop").GetByRole(AriaRole.Button, new() { Name = "Restart" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Restart" })).ToContainTextAsync("done");
        await shop.Dashboard.GetUntilAsync("/api/resources", all => all.EnumerateArray().Any(r =>
            r.GetProperty("name").GetString() == "shop" && r.GetProperty("state").GetString() == "Running" && r.GetProperty("started").GetString() != before));
    }

    [TestMethod]
    public async Task Keys_lead_to_pages_to_the_search_and_to_the_list_of_keys()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Resources" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("t");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Traces" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("metric");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Traces" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Structured logs");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("c");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Console" })).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task The_spans_of_a_trace_are_searched_and_gone_through()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser);
        await ShowAsync(page, $"/trace/{Samples.OrderTrace}", "pay");

        await page.GetByLabel("Find spans").FillAsync("kind:consumer");
        await Expect(page.GetByText("3 found")).ToBeVisibleAsync();
        await page.GetByLabel("Find spans").PressAsync("Enter");
        await Expect(page.GetByLabel("Span", new() { Exact = true })).ToContainTextAsync("billing");
        await page.GetByLabel("Find spans").PressAsync("Enter");
        await Expect(page.GetByLabel("Span", new() { Exact = true })).ToContainTextAsync("stock");
        await Expect(page.Locator(".label.dim")).ToHaveCountAsync(3);
    }

    [TestMethod]
    public async Task An_attribute_s_value_narrows_the_logs_to_others_that_have_it()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser);
        await ShowAsync(page, "/logs", "Refunds are on time");

        await page.GetByRole(AriaRole.Button, new() { Name = "The card of ada was refused" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Only customer ada" }).ClickAsync();

        await Expect(page.GetByText("Refunds are on time")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("@customer:\"ada\"");
    }

    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task No_page_has_a_violation_that_axe_finds(ColorScheme colours)
    {
        var page = await _shop.Dashboard.OpenAsync(_browser, new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        var found = new List<string>();
        foreach (var (path, shown) in s_pages)
        {
            await ShowAsync(page, path, shown);
            if (await Axe.ViolationsAsync(page) is { Length: > 0 } violations)
                found.Add($"{path}: {violations}");
        }

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    public async Task A_phone_shows_every_page_without_scrolling_sideways()
    {
        var page = await _shop.Dashboard.OpenAsync(_browser, new() { ViewportSize = new() { Width = 390, Height = 844 }, ReducedMotion = ReducedMotion.Reduce });
        var wide = new List<string>();
        foreach (var (path, shown) in s_pages)
        {
            await ShowAsync(page, path, shown);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > 390 and var width)
                wide.Add($"{path}: {width}");
        }

        Assert.IsEmpty(wide, string.Join('\n', wide));
    }

    [TestMethod]
    public async Task A_hundred_resources_are_shown_drawn_and_read()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder =>
        {
            for (var i = 0; i < 99; i++)
                builder.AddShell($"quiet-{i}", "true").WithExplicitStart();
            builder.AddShell("loud", "echo hear me; exec sleep 1000");
        });
        var page = await dashboard.OpenAsync(_browser);

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(100);
        await page.GotoAsync($"{dashboard.Address}graph");
        await Expect(page.Locator("svg.graph rect")).ToHaveCountAsync(100);
        await page.GotoAsync($"{dashboard.Address}console");
        await Expect(page.GetByText("hear me")).ToBeVisibleAsync();
    }

    private static bool IsAnswered(Uri address) => address.AbsolutePath != "/api/changes";

    /// <summary>What the browser got from there: asked for again, for it gives a page's answers up with the page; without following.</summary>
    private static Task<string> AnswerAsync(Uri address) =>
        _shop.Dashboard.Client.GetStringAsync(new Uri(address.PathAndQuery.Replace("follow=true", "follow=false", StringComparison.Ordinal), UriKind.Relative));

    private static ILocator Row(IPage page, string resource) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = resource, Exact = true }) });

    private static async Task ShowAsync(IPage page, string path, string shown)
    {
        await page.GotoAsync(new Uri(_shop.Dashboard.Address, path).ToString());
        await Expect(page.Locator("main")).ToContainTextAsync(shown, new() { Timeout = 60_000 });
        if (Environment.GetEnvironmentVariable("LEARNFLOW_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        var how = await page.EvaluateAsync<string>("(innerWidth < 500 ? 'phone-' : '') + (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"shop-{path.Split('?')[0].Trim('/').Replace('/', '-')}-{how}.png") });
    }

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Words();
}
