using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>What a learner types is with the learner, not with the browser.</summary>
[TestClass]
public sealed class DraftPageTests
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
    public async Task What_is_typed_here_is_seen_on_another_device_and_the_other_way_round()
    {
        var email = await RegisterAsync();
        var (here, there) = (await SignInAsync(email), await SignInAsync(email));
        await OpenAsync(here);
        await OpenAsync(there);

        await SetCodeAsync(here, "print('typed here')");
        await Expect(here.Locator("[data-saved]")).ToHaveTextAsync("Saved");
        await Expect(there.Locator("#code")).ToHaveValueAsync("print('typed here')");
        await SetCodeAsync(there, "print('typed here')\nprint('and there')");
        await Expect(here.Locator("#code")).ToHaveValueAsync("print('typed here')\nprint('and there')");

        await Expect(here.Locator("[data-saved]")).ToHaveTextAsync("Saved");
        var later = await SignInAsync(email);
        await OpenAsync(later);
        await Expect(later.Locator("#code")).ToHaveValueAsync("print('typed here')\nprint('and there')");
    }

    [TestMethod]
    public async Task Signing_out_leaves_nothing_in_the_browser_and_the_next_pupil_sees_the_starter()
    {
        var page = await SignInAsync(await RegisterAsync());
        await OpenAsync(page);
        await SetCodeAsync(page, "print('a secret of mine')");
        await page.Locator("[data-run]").ClickAsync();
        await Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Saved");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.ArriveAtAsync("/");

        Assert.AreEqual("{}{}", await page.EvaluateAsync<string>("() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"));
        await OpenAsync(page);
        await Expect(page.Locator("#code")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^# Welcome!"));
        Assert.DoesNotContain("a secret of mine", await page.ContentAsync());
    }

    [TestMethod]
    public async Task Signing_out_at_once_loses_nothing_of_what_was_just_typed()
    {
        var email = await RegisterAsync();
        var page = await SignInAsync(email);
        await OpenAsync(page);
        await SetCodeAsync(page, "print('a moment ago')");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.ArriveAtAsync("/");

        var later = await SignInAsync(email);
        await OpenAsync(later);

        await Expect(later.Locator("#code")).ToHaveValueAsync("print('a moment ago')");
    }

    [TestMethod]
    public async Task A_guest_who_registers_takes_their_program_along_to_other_devices()
    {
        var guest = await _browser.NewPageAsync();
        await OpenAsync(guest);
        await SetCodeAsync(guest, "print('as a guest')");
        await Expect(guest.Locator("[data-saved]")).ToHaveTextAsync("Saved");

        var email = $"{Guid.NewGuid():N}@learnflow.example";
        await guest.GotoAsync(Address("/account/register"));
        await guest.GetByLabel("Your name").FillAsync("Ada");
        await guest.GetByLabel("E-mail address").FillAsync(email);
        await guest.GetByLabel("Password").FillAsync(AccountSite.Password);
        await guest.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await guest.GetByText("read the mail here").WaitForAsync();
        await guest.GotoAsync(Address(AccountSite.LinkIn(_accounts.MailTo(email)!)));
        await guest.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await guest.GetByText("is confirmed").WaitForAsync();

        var elsewhere = await SignInAsync(email);
        await OpenAsync(elsewhere);
        await Expect(elsewhere.Locator("#code")).ToHaveValueAsync("print('as a guest')");
    }

    [TestMethod]
    public async Task What_is_typed_offline_is_said_to_be_here_only_and_catches_up()
    {
        var email = await RegisterAsync();
        var page = await SignInAsync(email);
        await OpenAsync(page);
        await page.Context.SetOfflineAsync(true);
        await SetCodeAsync(page, "print('in a train')");
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Offline");

        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Saved");

        var elsewhere = await SignInAsync(email);
        await OpenAsync(elsewhere);
        await Expect(elsewhere.Locator("#code")).ToHaveValueAsync("print('in a train')");
    }

    [TestMethod]
    public async Task Two_devices_that_change_different_lines_are_merged()
    {
        var email = await RegisterAsync();
        var (here, there) = (await SignInAsync(email), await SignInAsync(email));
        await OpenAsync(here);
        await SetCodeAsync(here, "a = 1\nb = 2\nc = 3\nd = 4\n");
        await Expect(here.Locator("[data-saved]")).ToHaveTextAsync("Saved");
        await OpenAsync(there);
        await here.Context.SetOfflineAsync(true);
        await SetCodeAsync(here, "a = 10\nb = 2\nc = 3\nd = 4\n");
        await SetCodeAsync(there, "a = 1\nb = 2\nc = 3\nd = 40\n");
        await Expect(there.Locator("[data-saved]")).ToHaveTextAsync("Saved");

        await here.Context.SetOfflineAsync(false);

        await Expect(here.Locator("#code")).ToHaveValueAsync("a = 10\nb = 2\nc = 3\nd = 40\n");
        await Expect(there.Locator("#code")).ToHaveValueAsync("a = 10\nb = 2\nc = 3\nd = 40\n");
    }

    [TestMethod]
    public async Task Two_devices_that_change_the_same_line_both_keep_their_text()
    {
        var email = await RegisterAsync();
        var (here, there) = (await SignInAsync(email), await SignInAsync(email));
        await OpenAsync(here);
        await SetCodeAsync(here, "a = 1\n");
        await Expect(here.Locator("[data-saved]")).ToHaveTextAsync("Saved");
        await OpenAsync(there);
        await here.Context.SetOfflineAsync(true);
        await SetCodeAsync(here, "a = 'here'\n");
        await SetCodeAsync(there, "a = 'there'\n");
        await Expect(there.Locator("[data-saved]")).ToHaveTextAsync("Saved");

        await here.Context.SetOfflineAsync(false);
        await Expect(there.Locator("#code")).ToHaveValueAsync("a = 'here'\n");
        await there.Locator("[data-versions]").ClickAsync();

        await there.Locator("[data-version-list] button").Filter(new() { HasText = "From another device" }).ClickAsync();
        await Expect(there.Locator("[data-version-preview]")).ToContainTextAsync("a = 'there'");
    }

    [TestMethod]
    public async Task A_version_is_looked_at_compared_named_and_taken_back()
    {
        var page = await SignInAsync(await RegisterAsync());
        await OpenAsync(page);
        await SetCodeAsync(page, "print('first')\nprint('same')");
        await page.Locator("[data-run]").ClickAsync();
        await SetCodeAsync(page, "print('second')\nprint('same')");
        await page.Locator("[data-versions]").ClickAsync();

        await page.Locator("[data-version-list] button").First.ClickAsync();
        var preview = page.Locator("[data-version-preview]");
        await Expect(preview.Locator("pre .line-version")).ToContainTextAsync("print('first')");
        await Expect(preview.Locator("pre .line-now")).ToContainTextAsync("print('second')");
        await page.GetByLabel("Name of this version").FillAsync("It worked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the name" }).ClickAsync();
        await Expect(page.Locator("[data-version-list] li").First).ToContainTextAsync("It worked");
        Assert.AreEqual("", await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Take this version back" }).ClickAsync();

        await Expect(page.Locator("#code")).ToHaveValueAsync("print('first')\nprint('same')");
    }

    private static async Task<string> RegisterAsync()
    {
        var (visitor, email) = await _accounts.RegisterAsync();
        visitor.Dispose();
        return email;
    }

    private static async Task<IPage> SignInAsync(string email)
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/account/sign-in"));
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(AccountSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ArriveAtAsync("/learn");
        return page;
    }

    private static async Task OpenAsync(IPage page)
    {
        await page.GotoAsync(Address("/practice"));
        await page.Locator("[data-editor][data-ready]").WaitForAsync();
        await page.Locator("[data-tutor-link][data-state=live]").WaitForAsync();
    }

    private static Task SetCodeAsync(IPage page, string code) => page.Locator("#code").EvaluateAsync(
        "(area, code) => { area.value = code; area.dispatchEvent(new Event('replaced')); area.dispatchEvent(new Event('input', { bubbles: true })); }", code);

    private static string Address(string path) => new Uri(_accounts.Site.Address, path).ToString();
}
