using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class WorkspaceTests
{
    private static Browser _browser = null!;
    private static Site _site = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        _browser = await Browser.StartAsync();
        _site = await Site.StartAsync();
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        await _site.DisposeAsync();
    }

    [TestMethod]
    public async Task A_guest_runs_a_program_and_sees_its_output_time_and_memory()
    {
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address);

        await workspace.TypeAsync("print('<b>hi</b>')");
        await workspace.RunAsync();

        await Expect(workspace.Status).ToHaveTextAsync("Finished");
        await Expect(workspace.Output).ToContainTextAsync("You said: print('<b>hi</b>')");
        await Expect(workspace.Measures).ToHaveTextAsync("12 ms · 9.0 MiB");
        await Expect(workspace.Error).ToBeHiddenAsync();
        Assert.IsEmpty(workspace.Complaints.All);
    }

    [TestMethod]
    public async Task A_program_of_several_lines_is_run_as_it_was_written()
    {
        const string program = "def add(a, b):\n    if a:\n        return a + b\n    return b\n\nprint(add(1, 2))\n";
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address);

        await workspace.TypeAsync(program);

        await Expect(workspace.Page.Locator("#code")).ToHaveValueAsync(program);
    }

    [TestMethod]
    public async Task Standard_input_reaches_the_program()
    {
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address);
        await workspace.Page.GetByText("Standard input", new() { Exact = true }).First.ClickAsync();

        await workspace.Page.Locator("#stdin").FillAsync("Ada");
        await workspace.RunAsync();

        await Expect(workspace.Output).ToContainTextAsync("Ada");
    }

    [TestMethod]
    public async Task The_third_error_in_a_row_brings_a_nudge_without_a_reload()
    {
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address);
        await workspace.TypeAsync("print(1/0)");

        await workspace.RunByKeyboardAsync();
        await workspace.RunByKeyboardAsync();
        await Expect(workspace.Nudge).ToBeHiddenAsync();
        await workspace.RunByKeyboardAsync();

        await Expect(workspace.Error).ToContainTextAsync("ZeroDivisionError: division by zero");
        await Expect(workspace.Nudge).ToContainTextAsync(SidecarStandIn.Hint);
        await Expect(workspace.Nudge).ToContainTextAsync(SidecarStandIn.Reason);
        await workspace.Page.GetByRole(AriaRole.Button, new() { Name = "Show line 1" }).ClickAsync();
        await Expect(workspace.Page.Locator(".code-field :focus")).ToBeAttachedAsync();
        await workspace.Page.GetByRole(AriaRole.Button, new() { Name = "Got it" }).ClickAsync();
        await Expect(workspace.Nudge).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task A_full_queue_is_told_with_the_time_to_wait()
    {
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address);

        await workspace.TypeAsync("busy");
        await workspace.RunAsync();

        await Expect(workspace.Status).ToHaveTextAsync("Not run");
        await Expect(workspace.Hint).ToHaveTextAsync("Too many programs are waiting. Try again in 3 s.");
    }

    [TestMethod]
    public async Task What_was_typed_is_still_there_after_the_page_was_closed()
    {
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address);
        await workspace.TypeAsync("kept = True");
        await Expect(workspace.Page.Locator("#code")).ToHaveValueAsync("kept = True");
        await workspace.Page.CloseAsync(new() { RunBeforeUnload = false });

        var again = await WorkspacePage.OpenAsync(await workspace.Page.Context.NewPageAsync(), _site.Address);

        await Expect(again.Page.Locator("[data-editor] .view-lines")).ToContainTextAsync("kept");
    }

    [TestMethod]
    public async Task The_editor_takes_the_place_of_the_textarea_without_moving_anything()
    {
        var page = await _browser.NewPageAsync();
        await page.AddInitScriptAsync("""
            window.shift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value)).observe({ type: 'layout-shift', buffered: true });
            """);

        await WorkspacePage.OpenAsync(page, _site.Address);

        Assert.IsLessThan(0.01, await page.EvaluateAsync<double>("window.shift"));
    }

    [TestMethod]
    public async Task Without_scripts_the_form_runs_the_program()
    {
        var page = await _browser.NewPageAsync(new() { JavaScriptEnabled = false });
        await page.GotoAsync(new Uri(_site.Address, "/practice").ToString());

        await page.Locator("#code").FillAsync("print('no scripts')");
        await page.Locator("[data-run]").ClickAsync();

        await Expect(page.Locator("[data-output]")).ToContainTextAsync("print('no scripts')");
        await Expect(page.Locator("[data-status]")).ToHaveTextAsync("Finished");
        await Expect(page.Locator("#code")).ToHaveValueAsync("print('no scripts')");
    }

    [TestMethod]
    public async Task The_chosen_colours_stay()
    {
        var workspace = await _browser.OpenWorkspaceAsync(_site.Address, new() { ColorScheme = ColorScheme.Light });
        var page = workspace.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        await page.ReloadAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/exercises")]
    [DataRow("/exercises/sum-of-evens")]
    [DataRow("/concepts")]
    [DataRow("/concepts/for-loops")]
    public async Task A_page_fits_a_phone_of_320_pixels(string path)
    {
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = 320, Height = 640 } });

        await page.GotoAsync(new Uri(_site.Address, path).ToString());

        Assert.IsTrue(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.body.clientWidth"));
    }
}
