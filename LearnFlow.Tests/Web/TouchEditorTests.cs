using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>The editor on a phone.</summary>
[TestClass]
public sealed class TouchEditorTests
{
    private const string Content = "[data-editor] .cm-content";

    [TestMethod]
    public async Task It_has_line_numbers_and_colours_and_indents_after_a_colon()
    {
        var page = await Workshop.OpenAsync(options: Workshop.Phone);
        var complaints = new Complaints(page);
        await page.SetCodeAsync("");
        await page.Locator(Content).TapAsync();

        await page.Keyboard.TypeAsync("while True:");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("pass # done");

        await Expect(page.Locator("#code")).ToHaveValueAsync("while True:\n    pass # done");
        await Expect(page.Locator("[data-editor] .code-keyword").First).ToHaveTextAsync("while");
        await Expect(page.Locator("[data-editor] .code-comment")).ToHaveTextAsync("# done");
        await Expect(page.Locator("[data-editor] .cm-lineNumbers")).ToContainTextAsync("2");
        Assert.IsEmpty(complaints.All, string.Join('\n', complaints.All));
    }

    [TestMethod]
    public async Task A_row_of_keys_types_what_a_phone_hides()
    {
        var page = await Workshop.OpenAsync(options: Workshop.Phone);
        await page.SetCodeAsync("");
        await page.Locator(Content).TapAsync();

        foreach (var key in (string[])["Tab: move to the right", "opening square bracket", "colon", "double quote"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = key, Exact = true }).TapAsync();
        }

        await Expect(page.Locator("#code")).ToHaveValueAsync("    [:\"");
        await Expect(page.Locator(Content)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).TapAsync();
        await Expect(page.Locator("#code")).Not.ToHaveValueAsync("    [:\"");
    }

    [TestMethod]
    public async Task What_the_program_prints_comes_into_sight()
    {
        var page = await Workshop.OpenAsync(options: Workshop.Phone);
        await page.SetCodeAsync("print('here')");

        await page.Locator("[data-run]").TapAsync();

        await Expect(page.Output()).ToHaveTextAsync("here");
        await Expect(page.Output()).ToBeInViewportAsync();
    }

    [TestMethod]
    public async Task Tab_indents_and_after_Escape_leaves_the_editor()
    {
        var page = await Workshop.OpenAsync(options: Workshop.Phone);
        await page.SetCodeAsync("pass");
        await page.Locator(Content).TapAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#code")).ToHaveValueAsync("    pass");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Tab");

        Assert.IsFalse(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('[data-editor]')"));
    }

    [TestMethod]
    public async Task Errors_are_marked_and_the_traceback_leads_to_their_line()
    {
        var page = await Workshop.OpenAsync(options: Workshop.Phone);
        await page.SetCodeAsync("a = 1\n\nprint(a / 0)\n");

        await page.Locator("[data-run]").TapAsync();

        await Expect(page.Locator("[data-editor] .error-line")).ToContainTextAsync("print(a / 0)");
        await page.Locator("[data-error] button").TapAsync();
        await page.Keyboard.TypeAsync("#");
        await Expect(page.Locator("#code")).ToHaveValueAsync("a = 1\n\n#print(a / 0)\n");
    }

    [TestMethod]
    public async Task Nothing_moves_when_the_editor_comes()
    {
        var page = await Workshop.OpenAsync("/learn", Workshop.Phone, hasEditor: false);
        await page.AddInitScriptAsync("""
            window.shift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value)).observe({ type: 'layout-shift', buffered: true });
            """);

        await page.GotoAsync(new Uri(new Uri(page.Url), "/practice").ToString());
        await page.Locator("[data-editor][data-ready]").WaitForAsync();

        Assert.IsLessThan(0.01, await page.EvaluateAsync<double>("window.shift"));
    }
}
