using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>What stands around the editor.</summary>
[TestClass]
public sealed class WorkspaceToolsTests
{
    [TestMethod]
    public async Task The_page_says_which_Python_runs()
    {
        var page = await Workshop.OpenAsync();

        await Expect(page.Locator("[data-python]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^Python 3\.\d+"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_size_of_code_is_chosen_and_stays(bool isPhone)
    {
        var page = await Workshop.OpenAsync(options: isPhone ? Workshop.Phone : null);
        var text = page.Locator("[data-editor]").Locator(".view-lines, .cm-content");
        var before = await text.EvaluateAsync<double>("line => parseFloat(getComputedStyle(line).fontSize)");

        await page.GetByRole(AriaRole.Button, new() { Name = "Larger text" }).ClickAsync();
        await page.ReloadAsync();
        await page.Locator("[data-editor][data-ready]").WaitForAsync();

        Assert.IsGreaterThan(before, await text.EvaluateAsync<double>("line => parseFloat(getComputedStyle(line).fontSize)"));
    }

    [TestMethod]
    public async Task The_shortcuts_are_listed()
    {
        var page = await Workshop.OpenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Shortcuts" }).ClickAsync();

        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
        Assert.AreEqual("", await Axe.ViolationsAsync(page));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#keys")).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task A_hint_says_when_the_program_has_become_another()
    {
        var page = await Workshop.OpenAsync();
        await page.SetCodeAsync("print(1)");
        await page.Locator("[data-help-ask]").ClickAsync();
        await page.Locator("[data-help-answer][data-done]").WaitForAsync();
        await Expect(page.Locator("[data-stale]")).ToHaveCountAsync(0);

        await page.SetCodeAsync("print(2)");

        await Expect(page.Locator("[data-help-answer][data-stale]")).ToContainTextAsync("Your program has changed since this hint.");
        await page.SetCodeAsync("print(1)");
        await Expect(page.Locator("[data-stale]")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_failed_test_shows_expected_beside_yours_with_its_white_space()
    {
        var page = await Workshop.OpenAsync("/exercises/sum-of-evens");
        await page.RouteAsync("**/submissions", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """
                {"testsPassed":0,"testsTotal":1,"passed":false,"tests":[{"name":"greets","hidden":false,"passed":false,"input":"Ada\nLondon",
                "expected":"Hello, Ada!\nBye","actual":"Hello,  Ada!\nBye ","diff":["- Hello, Ada!","- Bye","+ Hello,  Ada!","+ Bye "]}]}
                """,
        }));

        await page.Locator("[data-submit]").ClickAsync();

        await Expect(page.Locator(".difference h3")).ToHaveTextAsync(["Expected", "Yours"]);
        await Expect(page.Locator(".difference mark")).ToHaveTextAsync(["·", "·"]);
        Assert.AreEqual("Ada\nLondon", await page.Locator(".test-input").TextContentAsync());
        Assert.AreEqual("", await Axe.ViolationsAsync(page));
    }

    [TestMethod]
    public async Task A_graded_solution_is_told_to_the_page()
    {
        var page = await Workshop.OpenAsync("/exercises/sum-of-evens");
        await page.EvaluateAsync("() => document.addEventListener('graded', event => { window.graded = event.detail.testsTotal; })");

        await page.Locator("[data-submit]").ClickAsync();
        await page.Locator(".tests").WaitForAsync();

        Assert.AreEqual(2, await page.EvaluateAsync<int>("window.graded"));
        await Expect(page.Locator("[data-results] [data-after]")).ToHaveCountAsync(1);
    }
}
