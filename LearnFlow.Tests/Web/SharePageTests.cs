using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>A link to a program, and the sentences of forms.</summary>
[TestClass]
public sealed class SharePageTests
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
    public async Task Others_read_a_shared_program_as_it_was_and_cannot_change_it_until_it_is_taken_back()
    {
        var mine = await _browser.NewPageAsync();
        await mine.GotoAsync(Address("/practice"));
        await mine.Locator("[data-editor][data-ready]").WaitForAsync();
        await mine.Locator("#code").EvaluateAsync($"(area, code) => {{ area.value = code; area.dispatchEvent(new Event('replaced')); }}", SampleAnswers.Hostile);
        await mine.Locator("[data-share]").ClickAsync();
        var link = await mine.Locator("#share-address").InputValueAsync();
        Assert.AreEqual("", await Axe.ViolationsAsync(mine));

        var other = await _browser.NewPageAsync();
        await other.GotoAsync(link);
        await Expect(other.Locator(".shared code")).ToHaveTextAsync(SampleAnswers.Hostile);
        Assert.IsFalse(await other.EvaluateAsync<bool>("() => 'pwned' in window"));
        await Expect(other.Locator("main form, main textarea")).ToHaveCountAsync(0);
        Assert.AreEqual("", await Axe.ViolationsAsync(other));

        await mine.GotoAsync(Address("/shared"));
        await mine.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Expect(mine.Locator(".notice-good")).ToContainTextAsync("The link is taken back");
        Assert.AreEqual(404, (await other.GotoAsync(link))!.Status);
    }

    [TestMethod]
    public async Task A_form_says_what_is_missing_in_plain_words()
    {
        using var visitor = _accounts.Site.Visitor();
        using var response = await visitor.SubmitAsync("/account/register", new() { ["Name"] = "", ["Email"] = "nobody", ["Password"] = "" });

        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        foreach (var sentence in (string[])["Your name is missing.", "This is not an e-mail address.", "Password is missing."])
        {
            Assert.Contains(sentence, page);
        }

        Assert.DoesNotContain("field is", page);
    }

    [TestMethod]
    public async Task A_success_does_not_look_like_a_warning_and_the_header_says_who_is_signed_in()
    {
        var (visitor, email) = await _accounts.RegisterAsync();
        visitor.Dispose();
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(Address("/account/sign-in?returnUrl=/account"));
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(AccountSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the name" }).ClickAsync();

        await Expect(page.Locator(".notice-good")).ToContainTextAsync("✓ Your name is changed.");
        await Expect(page.Locator("header")).ToContainTextAsync("Ada Lovelace");
        await page.GetByLabel("New address").FillAsync("other@learnflow.example");
        await page.Locator("#email-current").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the address" }).ClickAsync();
        await Expect(page.Locator(".notice:not(.notice-good)")).ToContainTextAsync("the password is wrong");
    }

    private static string Address(string path) => new Uri(_accounts.Site.Address, path).ToString();
}
