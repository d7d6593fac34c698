using Aspire.Hosting.Testing;
using LearnFlow.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>What learners and teachers do in a browser from end to end; single features are tried against stand-ins in Web/.</summary>
[TestClass]
public sealed class JourneyTests(TestContext context)
{
    private const string Slug = "door-sign", Title = "A sign for the door";
    private const string Wrong = "print('Welcome to the library')", Right = "print('Welcome to the library')\nprint('Open from 9 to 17')\nprint('Please whisper :)')";

    private static Browser s_browser = null!;
    private Uri _site = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_browser = await Browser.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_browser.DisposeAsync();

    [TestInitialize]
    public async Task FindAsync() => _site = (await RunningSystem.StartAsync(context.CancellationToken)).GetEndpoint("web", "http");

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task A_guest_registers_solves_an_exercise_with_a_hint_and_their_mastery_moves()
    {
        var page = await s_browser.NewPageAsync();
        var workspace = await WorkspacePage.OpenAsync(page, _site, $"/exercises/{Slug}");
        await workspace.TypeAsync(Wrong);
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator("[data-results]")).ToContainTextAsync("0 of ");

        await RegisterAsync(page);
        workspace = await WorkspacePage.OpenAsync(page, _site, $"/exercises/{Slug}");
        await Expect(page.Locator("#code")).ToHaveValueAsync(Wrong); // what the guest typed is there still
        await page.Locator("[data-help-ask]").ClickAsync();
        await Expect(page.Locator("[data-help-answer][data-done]")).ToContainTextAsync("Hint 1 of 3");
        await workspace.TypeAsync(Right);
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator(".tests li[data-passed=true]").First).ToBeVisibleAsync();
        await Expect(page.Locator(".tests li[data-passed=false]")).ToHaveCountAsync(0);

        await ReloadUntilAsync(page, "/progress", "[data-concept=printing]:not([data-level=new]) .bar-value:not([width='0'])");
        await page.GotoAsync(At("/quiz/first-steps"));
        await page.Locator(".option input").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        await Expect(page.Locator("[data-verdict]")).ToBeVisibleAsync();
        Assert.IsEmpty(workspace.Complaints.All);
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task A_teacher_sees_a_learner_of_theirs_struggle_live_replays_it_and_sees_the_assignment_handed_in()
    {
        var teacher = await s_browser.NewPageAsync();
        await People.SignInAsync(teacher, _site, People.EmailOf(Roles.Teacher), LearnFlow.Web.Accounts.DemoAccounts.Password);
        await teacher.ArriveAtAsync("/learn");
        await teacher.GotoAsync(At("/teach/classes"));
        await teacher.GetByLabel("Name").FillAsync("7b");
        await teacher.GetByRole(AriaRole.Button, new() { Name = "Make the class" }).ClickAsync();
        var code = await teacher.Locator("[data-join-code]").InnerTextAsync();
        await teacher.GetByLabel("Exercise").SelectOptionAsync(Slug);
        await teacher.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
        await Expect(teacher.Locator($"[data-assignment={Slug}]")).ToContainTextAsync("0 of 0");
        var classPage = teacher.Url;

        var learner = await s_browser.NewPageAsync();
        var name = await RegisterAsync(learner);
        await learner.GotoAsync(At("/classes"));
        await learner.GetByLabel("Code").FillAsync(code.ToLowerInvariant());
        await learner.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await learner.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await learner.Locator("[data-editor][data-ready]").WaitForAsync();

        await teacher.GotoAsync(At("/teach"));
        await teacher.Locator("[data-teach-link][data-state=live]").WaitForAsync();
        var workspace = await WorkspacePage.OpenAsync(learner, _site, $"/exercises/{Slug}");
        foreach (var program in (string[])["print(1/0)", "print(2/0)", "print(3/0)"])
        {
            await workspace.TypeAsync(program);
            await workspace.RunAsync();
        }

        var row = teacher.Locator(".board li").Filter(new() { HasText = name });
        await Expect(row).ToContainTextAsync("ZeroDivisionError"); // it came by itself
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await teacher.Locator("[data-replay] [data-forward]").ClickAsync();
        await Expect(teacher.Locator("[data-told]")).ToContainTextAsync("Attempt 2 of 3");
        await Expect(teacher.Locator("[data-code] [data-now]")).ToHaveTextAsync("print(2/0)\n");

        await workspace.TypeAsync(Right);
        await learner.Locator("[data-submit]").ClickAsync();
        await Expect(learner.Locator(".tests li[data-passed=true]").First).ToBeVisibleAsync();
        await teacher.GotoAsync(classPage);
        await Expect(teacher.Locator("[data-member]")).ToContainTextAsync("Solved");
        await Expect(teacher.Locator($"[data-assignment={Slug}]")).ToContainTextAsync("1 of 1");
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task Code_typed_in_a_tab_that_crashed_is_there_in_the_next_one()
    {
        var page = await s_browser.NewPageAsync();
        var workspace = await WorkspacePage.OpenAsync(page, _site);
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.SetResult();
        await workspace.TypeAsync("typed = 'a moment before'");
        _ = page.GotoAsync("chrome://crash").ContinueWith(failed => failed.Exception, TaskScheduler.Default); // ends the tab's process at once
        await crashed.Task.WaitAsync(context.CancellationToken);

        var next = await WorkspacePage.OpenAsync(await page.Context.NewPageAsync(), _site);

        await Expect(next.Page.Locator("#code")).ToHaveValueAsync("typed = 'a moment before'");
    }

    private string At(string path) => new Uri(_site, path).ToString();

    /// <summary>Makes an account by the pages, reads the mail, signs in; the name is unique.</summary>
    private async Task<string> RegisterAsync(IPage page)
    {
        var name = $"ada{Guid.NewGuid().ToString("N")[..12]}";
        await page.GotoAsync(At("/account/register"));
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("E-mail address").FillAsync(EmailOf(name));
        await page.GetByLabel("Password").FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "read the mail here" }).ClickAsync();
        await page.Locator("article").Filter(new() { HasText = EmailOf(name) }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.GetByText("is confirmed").WaitForAsync();
        await People.SignInAsync(page, _site, EmailOf(name), People.Password);
        await page.ArriveAtAsync("/learn");
        return name;
    }

    private static string EmailOf(string name) => $"{name}@learnflow.example";

    /// <summary>Loads a page again and again until what an event brings about is there; the test's own limit ends it.</summary>
    private async Task ReloadUntilAsync(IPage page, string path, string selector)
    {
        do
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await page.GotoAsync(At(path));
        }
        while (await page.Locator(selector).CountAsync() == 0);
    }
}
