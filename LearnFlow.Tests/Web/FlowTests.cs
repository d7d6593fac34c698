using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>What a learner does in the workspace beyond running a program; every service's answer is hostile and none of it may run.</summary>
[TestClass]
public sealed class FlowTests
{
    private static Site _site = null!;
    private static Browser _browser = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => (_site, _browser) = (await Site.StartAsync(), await Browser.StartAsync());

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        await _site.DisposeAsync();
    }

    [TestMethod]
    public async Task Help_streams_in_with_its_level_and_asks_whether_it_helped()
    {
        var page = await OpenAsync("/practice");

        await page.Locator("[data-help-ask]").ClickAsync();

        var answer = page.Locator("[data-help-answer][data-done]");
        await Expect(answer).ToContainTextAsync("Hint 1 of 3");
        await Expect(answer.Locator("strong")).ToHaveTextAsync("line 1");
        await Expect(answer.Locator("pre code")).ToHaveTextAsync("print(b)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Expect(answer).ToContainTextAsync("Good.");
        await AssertHarmlessAsync(page);
    }

    [TestMethod]
    public async Task A_solution_that_is_handed_in_shows_each_test_and_where_it_differs()
    {
        var page = await OpenAsync("/exercises/sum-of-evens");

        await page.Locator("[data-submit]").ClickAsync();

        await Expect(page.Locator("[data-results]")).ToContainTextAsync("1 of 2 tests passed");
        await Expect(page.Locator(".tests li[data-passed=false] .difference mark").First).ToHaveTextAsync("0");
        await AssertHarmlessAsync(page);
    }

    [TestMethod]
    public async Task A_solution_that_waits_says_so_and_shows_its_grade_when_it_has_one()
    {
        var page = await OpenAsync("/exercises/sum-of-evens");
        await SetCodeAsync(page, "waits = True");

        await page.Locator("[data-submit]").ClickAsync();

        await Expect(page.Locator("[data-results]")).ToContainTextAsync("waits to be tested");
        await Expect(page.Locator("[data-results]")).ToContainTextAsync("1 of 2 tests passed");
    }

    [TestMethod]
    public async Task A_program_asks_and_the_learner_answers_in_the_console()
    {
        var page = await OpenAsync("/practice");
        await SetCodeAsync(page, "name = input('Your name? ')\nprint(f'Hello, {name}!')");

        await page.Locator("[data-run]").ClickAsync();
        await page.GetByLabel("Your input").FillAsync("Ada");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-console] [data-output]")).ToHaveTextAsync("Your name? Ada\nHello, Ada!");
        await Expect(page.Locator("[data-console] [data-status]")).ToHaveTextAsync("Finished");
    }

    [TestMethod]
    public async Task The_visualiser_steps_through_lines_and_variables()
    {
        var page = await OpenAsync("/practice");

        await page.Locator("[data-trace]").ClickAsync();
        await page.Locator("[data-visualiser] [data-forward]").ClickAsync();

        await Expect(page.Locator("[data-step-count]")).ToHaveTextAsync("Step 2 of 2 · line 2");
        await Expect(page.Locator(".object-list")).ToContainTextAsync("list");
        await AssertHarmlessAsync(page);
    }

    [TestMethod]
    public async Task A_quiz_question_is_answered_and_explained()
    {
        var page = await OpenAsync("/quiz/loops", isWorkspace: false);

        await page.Locator("input[type=radio]").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();

        await Expect(page.Locator("[data-verdict=right]")).ToBeVisibleAsync();
        await Expect(page.Locator(".explanation").First).ToContainTextAsync("It starts at 0.");
        await AssertHarmlessAsync(page);
    }

    [TestMethod]
    public async Task An_older_version_comes_back_and_a_killed_tab_loses_nothing()
    {
        var page = await OpenAsync("/practice");
        await SetCodeAsync(page, "print('first')");
        await page.Locator("[data-run]").ClickAsync();
        await Expect(page.Locator("[data-console] [data-output]")).ToContainTextAsync("first");
        await SetCodeAsync(page, "print('second')");

        await page.Locator("[data-versions]").ClickAsync();
        await page.Locator("[data-version-list] button").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take this version back" }).ClickAsync();
        await Expect(page.Locator("#code")).ToHaveValueAsync("print('first')");

        await page.Context.SetOfflineAsync(true);
        await SetCodeAsync(page, "print('typed while offline')");
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Offline");
        await page.CloseAsync(new() { RunBeforeUnload = false });
        await page.Context.SetOfflineAsync(false);
        var again = await page.Context.NewPageAsync();
        await again.GotoAsync(new Uri(_site.Address, "/practice").ToString());
        await Expect(again.Locator("#code")).ToHaveValueAsync("print('typed while offline')");
    }

    [TestMethod]
    public async Task An_article_opens_beside_the_editor_and_its_example_is_taken_over()
    {
        var page = await OpenAsync("/practice");

        await page.Locator("#concept-q").FillAsync("for loop");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-concept-body] a").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).First.ClickAsync();

        await Expect(page.Locator("#code")).ToHaveValueAsync(new Regex("for name in"));
        await AssertHarmlessAsync(page);
    }

    [TestMethod]
    public async Task The_first_steps_are_possible_with_the_keyboard_alone()
    {
        var page = await OpenAsync("/practice");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.TabToAsync("[data-help-ask]");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-help-answer][data-done]")).ToBeVisibleAsync();
    }

    private static async Task<IPage> OpenAsync(string path, bool isWorkspace = true)
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, path).ToString());
        if (isWorkspace)
            await page.Locator("[data-editor][data-ready]").WaitForAsync();

        return page;
    }

    private static Task SetCodeAsync(IPage page, string code) => page.Locator("#code").EvaluateAsync(
        "(area, code) => { area.value = code; area.dispatchEvent(new Event('replaced')); area.dispatchEvent(new Event('input', { bubbles: true })); }", code);

    private static async Task AssertHarmlessAsync(IPage page)
    {
        Assert.IsFalse(await page.EvaluateAsync<bool>("() => 'pwned' in window"), "Hostile text became script.");
        Assert.AreEqual(0, await page.Locator("img[src=x]").CountAsync(), "Hostile text became an element.");
    }
}
