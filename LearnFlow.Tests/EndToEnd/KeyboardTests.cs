using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using LearnFlow.Tests.Web;
using LearnFlow.Web.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>All that learners and teachers do, on the real system and without a mouse: a click would fail the test.</summary>
[TestClass]
public sealed class KeyboardTests(TestContext context)
{
    private const string Slug = "door-sign";
    private const string Right = "print('Welcome to the library')\nprint('Open from 9 to 17')\nprint('Please whisper :)')";
    private const string Editor = "[data-editor] textarea, [data-editor] .native-edit-context";

    private static Browser s_browser = null!;
    private Uri _site = null!;
    private IPage _page = null!;
    private Complaints _complaints = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_browser = await Browser.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_browser.DisposeAsync();

    [TestInitialize]
    public async Task OpenAsync()
    {
        _site = (await RunningSystem.StartAsync(context.CancellationToken)).GetEndpoint("web", "http");
        _page = await s_browser.NewPageAsync();
        _complaints = new Complaints(_page);
        await _page.AddInitScriptAsync("addEventListener('pointerdown', () => { throw new Error('A mouse was used.'); }, true)");
    }

    [TestCleanup]
    public void NothingWasComplainedAbout() => Assert.IsEmpty(_complaints.All, string.Join('\n', _complaints.All));

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task Somebody_registers_turns_on_a_second_factor_and_solves_an_exercise_with_help()
    {
        var email = $"{Guid.NewGuid():N}@learnflow.example";
        await GoAsync("/account/register");
        await _page.TypeIntoAsync("#Name", "Ada");
        await _page.TypeIntoAsync("#Email", email);
        await _page.TypeIntoAsync("#Password", People.Password);
        await _page.Keyboard.PressAsync("Enter");
        await _page.PressAsync("[href='/account/mailbox']");
        await _page.ArriveAtAsync("/account/mailbox");
        var link = await _page.Locator("article").Filter(new() { HasText = email }).Locator("[data-mail-link]").GetAttributeAsync("href");
        await _page.PressAsync($"[href='{link}']");
        await _page.ArriveAtAsync("/account/confirm");
        await _page.PressAsync("main button");
        await _page.GetByText("is confirmed").WaitForAsync();
        await _page.PressAsync("main [href='/account/sign-in']");
        await SignInAsync(email, People.Password);
        await _page.ArriveAtAsync("/learn");

        await GoAsync("/account");
        await _page.PressAsync("[href='/account/two-factor']");
        var secret = await _page.Locator("[data-secret]").InnerTextAsync();
        await _page.TypeIntoAsync("#code", AccountTests.Totp(secret));
        await _page.Keyboard.PressAsync("Enter");
        await _page.PressAsync(".recovery-codes + .button");
        await _page.ArriveAtAsync("/account");
        await _page.PressAsync("[action$='SignOut'] button");
        await _page.ArriveAtAsync("/");
        await GoAsync($"/account/sign-in?returnUrl=/exercises/{Slug}");
        await SignInAsync(email, People.Password);
        await Expect(_page.Locator("#Code")).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync(AccountTests.Totp(secret));
        await _page.Keyboard.PressAsync("Enter");

        await _page.Locator("[data-editor][data-ready]").WaitForAsync();
        await _page.TypeIntoAsync(Editor, "print(1/0)");
        await _page.Keyboard.PressAsync("Control+Enter");
        await Expect(_page.Locator("[data-console] [data-error]")).ToContainTextAsync("ZeroDivisionError");
        await _page.PressAsync("[data-help-ask]");
        await Expect(_page.Locator("[data-help-answer][data-done]")).ToContainTextAsync("Hint 1 of 3");
        await _page.TypeIntoAsync(Editor, Right);
        await _page.PressAsync("[data-submit]");
        await Expect(_page.Locator("[data-results] h2")).ToBeFocusedAsync();
        await Expect(_page.Locator(".tests li[data-passed=true]").First).ToBeVisibleAsync();
        await Expect(_page.Locator(".tests li[data-passed=false]")).ToHaveCountAsync(0);
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task A_guest_answers_a_program_steps_through_another_gets_a_nudge_and_takes_a_quiz()
    {
        await GoAsync("/practice");
        await _page.Locator("[data-editor][data-ready]").WaitForAsync();
        await _page.Locator("[data-tutor-link][data-state=live]").WaitForAsync();

        await RunAsync("name = input('Who? ')\nprint('Hello,', name)");
        await Expect(_page.Locator("#console-line")).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync("Ada");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator("[data-console] [data-output]")).ToHaveTextAsync("Who? Ada\nHello, Ada\n");

        await _page.TypeIntoAsync(Editor, "seen = []\nseen.append('a')\nprint(seen)");
        await _page.PressAsync("[data-trace]");
        await Expect(_page.Locator("[data-step-count]")).ToContainTextAsync("Step 1 of ");
        await _page.PressAsync("[data-forward]");
        await _page.Keyboard.PressAsync("Enter"); // the first step enters the program, the second runs line 1
        await Expect(_page.Locator("[data-step-told]")).ToHaveTextAsync("Line 1 ran: seen is now []. Next is line 2: seen.append('a')");
        await Expect(_page.Locator(".object-list li")).ToHaveCountAsync(0);
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator(".object-list li")).ToHaveTextAsync("0'a'");
        await _page.Keyboard.PressAsync("Shift+Tab");
        await Expect(_page.Locator("[data-step]")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("End");
        await Expect(_page.Locator(".trace-output")).ToHaveTextAsync("['a']\n");

        foreach (var program in (string[])["print(1/0)", "print(2/0)", "print(3/0)"])
        {
            await RunAsync(program);
            await Expect(_page.Locator("[data-console][data-state=failed] [data-error]")).ToContainTextAsync(program);
        }

        await Expect(_page.Locator("[data-nudge]")).ToContainTextAsync("ZeroDivisionError");
        await _page.PressAsync("[data-nudge-dismiss]");
        await Expect(_page.Locator("[data-nudge]")).ToBeHiddenAsync();

        await GoAsync("/quiz/first-steps");
        await _page.TabToAsync(".option input");
        await _page.Keyboard.PressAsync("Space");
        await _page.PressAsync("[data-quiz] button");
        await Expect(_page.Locator("[data-verdict]")).ToBeVisibleAsync();
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task A_teacher_makes_a_class_assigns_an_exercise_and_replays_who_is_stuck()
    {
        await GoAsync("/account/sign-in");
        await SignInAsync(People.EmailOf(Roles.Teacher), DemoAccounts.Password);
        await _page.ArriveAtAsync("/learn");
        await GoAsync("/teach/classes");
        await _page.TypeIntoAsync("#name", "8a");
        await _page.Keyboard.PressAsync("Enter");
        var code = await _page.Locator("[data-join-code]").InnerTextAsync();
        await _page.TabToAsync("#exercise");
        await _page.Keyboard.TypeAsync("A sign for the door");
        await _page.PressAsync(".assign-form button");
        await Expect(_page.Locator($"[data-assignment={Slug}]")).ToBeVisibleAsync();
        var (learner, _, id) = await People.RegisterAsync(context.CancellationToken);
        using var joined = await learner.PostAsJsonAsync("/api/exercises/classes/join", new { code }, context.CancellationToken);

        await GoAsync("/teach");
        await _page.Locator("[data-teach-link][data-state=live]").WaitForAsync();
        foreach (var program in (string[])["print(1/0)", "print(2/0)", "print(3/0)"])
            await learner.RunAsync(program, context.CancellationToken);

        await _page.Locator($"[data-learner='{id}']").WaitForAsync(); // it came by itself
        await _page.PressAsync($"[href='/teach/learners/{id}']");
        await _page.PressAsync("[data-replay] [data-forward]");
        await Expect(_page.Locator("[data-told]")).ToContainTextAsync("Attempt 2 of 3");
        await Expect(_page.Locator("[data-code] [data-now]")).ToHaveTextAsync("print(2/0)\n");
        learner.Dispose();
    }

    private Task GoAsync(string path) => _page.GotoAsync(new Uri(_site, path).ToString());

    private async Task SignInAsync(string email, string password)
    {
        await _page.TypeIntoAsync("#Email", email);
        await _page.TypeIntoAsync("#Password", password);
        await _page.Keyboard.PressAsync("Enter");
    }

    private async Task RunAsync(string program)
    {
        await _page.TypeIntoAsync(Editor, program);
        await _page.Keyboard.PressAsync("Control+Enter");
    }
}
