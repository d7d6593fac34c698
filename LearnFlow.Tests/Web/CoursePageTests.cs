using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>What is solved is seen everywhere, and there is always a way on.</summary>
[TestClass]
public sealed class CoursePageTests
{
    private static AccountSite _accounts = null!;
    private static Browser _browser = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => (_accounts, _browser) = (await AccountSite.StartAsync(), await Browser.StartAsync());

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        await _accounts.DisposeAsync();
    }

    [TestMethod]
    public async Task After_a_pass_there_is_a_way_on_what_was_practised_and_the_author_s_solution_and_a_tick_in_every_list()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/exercises/sum-of-evens"));
        await page.Locator("[data-editor][data-ready]").WaitForAsync();
        await SetCodeAsync(page, "wrong");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator("[data-results]")).ToContainTextAsync("1 of 2 tests passed");
        await Expect(page.Locator("[data-after-pass]")).ToHaveCountAsync(0);

        await SetCodeAsync(page, "right");
        await page.Locator("[data-submit]").ClickAsync();
        var after = page.Locator("[data-after-pass]");
        await Expect(after.Locator("[data-next-exercise]")).ToHaveAttributeAsync("href", "/exercises/word-count");
        await Expect(after.Locator(".practised a")).ToHaveAttributeAsync("href", "/concepts/for-loops");
        await after.GetByText("The author's solution").ClickAsync();
        await Expect(after.Locator(".reference code")).ToContainTextAsync("def sum_of_evens(numbers):");
        Assert.AreEqual("", await Axe.ViolationsAsync(page));

        await page.ReloadAsync();
        await Expect(page.Locator("[data-results]")).ToContainTextAsync("2 of 2 tests passed");
        await Expect(page.Locator("[data-after-pass]")).ToBeVisibleAsync();
        await Expect(page.Locator(".nearby [href$='sum-of-evens'] .tick")).ToHaveTextAsync("✓solved");

        await page.GotoAsync(Address("/practice"));
        await Expect(page.Locator(".nearby [href$='sum-of-evens'] .tick")).ToHaveTextAsync("✓solved");
        await page.GotoAsync(Address("/learn"));
        await Expect(page.Locator(".card").Filter(new() { HasText = "Sum of the even numbers" }).Locator(".tick[data-state=solved]")).ToBeVisibleAsync();
        await Expect(page.Locator(".card").Filter(new() { HasText = "A friendly greeting" }).Locator(".tick[data-state=tried]")).ToBeVisibleAsync();
        await Expect(page.Locator(".course-map li[data-state=done]")).ToContainTextAsync("1 of 1 solved");
        await Expect(page.Locator(".course-map li[data-state=here]")).ToContainTextAsync("you are here");
        Assert.AreEqual("", await Axe.ViolationsAsync(page));
    }

    [TestMethod]
    public async Task A_module_leads_from_lesson_to_exercise_to_quiz()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/learn/loops"));
        await Expect(page.Locator(".way-step")).ToContainTextAsync(["For loops", "Sum of the even numbers", "Quiz: Loops"]);
        await Expect(page.Locator("[data-here=yes]")).ToHaveCountAsync(1);
        Assert.AreEqual("", await Axe.ViolationsAsync(page));

        await page.GetByRole(AriaRole.Link, new() { Name = "Go on here" }).ClickAsync();
        await page.ArriveAtAsync("/exercises/sum-of-evens"); // its lesson's concept is mastered already
        await page.GotoAsync(Address("/concepts/for-loops"));
        await page.Locator("[data-next-step]").ClickAsync();
        await page.ArriveAtAsync("/exercises/sum-of-evens");
    }

    [TestMethod]
    public async Task A_solved_assignment_leads_back_to_the_class()
    {
        var (visitor, email) = await _accounts.RegisterAsync();
        visitor.Dispose();
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/account/sign-in?returnUrl=/exercises/sum-of-evens"));
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(AccountSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("[data-editor][data-ready]").WaitForAsync();
        await SetCodeAsync(page, "right");
        await page.Locator("[data-submit]").ClickAsync();

        await page.Locator("[data-back-to-class]").ClickAsync();
        await page.ArriveAtAsync("/classes");
    }

    [TestMethod]
    public async Task An_article_s_example_runs_in_place_changed_too_and_leads_to_exercises()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/concepts/for-loops"));
        var example = page.Locator("[data-example]").First;
        await Expect(example.Locator(".c-word").First).ToHaveTextAsync("for");
        await example.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(example.Locator(".example-result")).ToContainTextAsync("You said: for name in");

        await example.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await example.GetByLabel("The example, to be changed").FillAsync("print('changed')");
        await example.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(example.Locator(".example-result")).ToContainTextAsync("You said: print('changed')");
        Assert.AreEqual("", await Axe.ViolationsAsync(page));

        Assert.AreEqual(1, await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).CountAsync(), "Output is no example.");
        await example.GetByRole(AriaRole.Link, new() { Name = "Practise this" }).ClickAsync();
        await page.Locator("#practise").GetByRole(AriaRole.Link, new() { Name = "Sum of the even numbers" }).ClickAsync();
        await page.ArriveAtAsync("/exercises/sum-of-evens");
    }

    [TestMethod]
    public async Task Beside_the_editor_only_what_runs_is_offered_to_be_tried()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/practice"));
        await page.Locator("[data-editor][data-ready]").WaitForAsync();
        await page.Locator("#concept-q").FillAsync("for loop");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-concept-body] a").ClickAsync();
        await page.Locator("[data-concept-body] [data-code=output]").WaitForAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try it" })).ToHaveCountAsync(1);
    }

    [TestMethod]
    public async Task A_wrong_quiz_answer_looks_and_reads_otherwise_than_a_right_one()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/quiz/loops"));
        await page.Locator("input[type=radio]").Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();

        await Expect(page.Locator(".option").Nth(0)).ToContainTextAsync("✓ Right answer");
        await Expect(page.Locator(".option").Nth(1)).ToContainTextAsync("✗ Your answer, wrong");
        const string colour = "option => getComputedStyle(option).backgroundColor";
        var wrong = await page.Locator(".option").Nth(1).EvaluateAsync<string>(colour);
        Assert.AreEqual("", await Axe.ViolationsAsync(page));

        await page.GotoAsync(Address("/quiz/loops"));
        await page.Locator("input[type=radio]").Nth(0).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        await Expect(page.Locator(".option").Nth(0)).ToContainTextAsync("✓ Your answer, right");
        Assert.AreNotEqual(wrong, await page.Locator(".option").Nth(0).EvaluateAsync<string>(colour), "What was chosen has the same colour, right or wrong.");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Lines_are_put_in_order_by_arrows_with_scripts_and_without(bool hasScripts)
    {
        var page = await _browser.NewPageAsync(new() { JavaScriptEnabled = hasScripts });
        await page.GotoAsync(Address("/quiz/order"));
        await Expect(page.Locator(".option")).ToContainTextAsync(["print(total)", "total = 3"]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Move line 2 up" }).ClickAsync();
        await Expect(page.Locator(".option")).ToContainTextAsync(["total = 3", "print(total)"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();

        await Expect(page.Locator("[data-verdict=right]")).ToBeVisibleAsync();
        await Expect(page.Locator(".option .mark").First).ToHaveTextAsync("✓ In its place");
    }

    [TestMethod]
    public async Task Lines_are_dragged_with_a_mouse()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/quiz/order"));
        await page.Locator(".option[draggable=true]").First.WaitForAsync();
        await page.Locator(".option").Nth(1).DragToAsync(page.Locator(".option").Nth(0));

        await Expect(page.Locator(".option")).ToContainTextAsync(["total = 3", "print(total)"]);
    }

    [TestMethod]
    public async Task Progress_says_where_to_read_and_what_to_practise_in_the_words_of_every_page()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/progress"));
        var known = page.Locator("[data-concept=for-loops]");
        await Expect(known.Locator(".known-words")).ToHaveTextAsync("Mastered");
        await Expect(known.GetByRole(AriaRole.Link, new() { Name = "for loops", Exact = true })).ToHaveAttributeAsync("href", "/concepts/for-loops");
        await Expect(known.GetByRole(AriaRole.Link, new() { Name = "Practise" })).ToHaveAttributeAsync("href", "/exercises/sum-of-evens");

        await page.GotoAsync(Address("/learn/loops"));
        await Expect(page.Locator(".way-step[data-kind=lesson]")).ToContainTextAsync("Mastered");
    }

    private static Task SetCodeAsync(IPage page, string code) => page.Locator("#code").EvaluateAsync(
        "(area, code) => { area.value = code; area.dispatchEvent(new Event('replaced')); area.dispatchEvent(new Event('input', { bubbles: true })); }", code);

    private static string Address(string path) => new Uri(_accounts.Site.Address, path).ToString();
}
