using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>Signing in with a provider's account, and what somebody tries who wants to come in as another.</summary>
[TestClass]
public sealed partial class ExternalSignInTests
{
    private static OpenIdServer _provider = null!;
    private static AccountSite _accounts = null!;

    private readonly string _email = $"{Guid.NewGuid():N}@learnflow.example";
    private HttpClient _visitor = null!;

    private static Site Site => _accounts.Site;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        _provider = await OpenIdServer.StartAsync();
        _accounts = await AccountSite.StartAsync(
            ("Authentication:Oidc:Authority", _provider.Address), ("Authentication:Oidc:ClientId", OpenIdServer.ClientId),
            ("Authentication:Oidc:ClientSecret", OpenIdServer.ClientSecret), ("Authentication:Oidc:DisplayName", "Hill School"));
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await _accounts.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [TestInitialize]
    public void ComeAsSomebodyNew()
    {
        _visitor = Site.Visitor();
        _provider.Lie = null;
        _provider.Person = new() { ["sub"] = Guid.NewGuid().ToString(), ["name"] = "Ada", ["email"] = _email, ["email_verified"] = true };
    }

    [TestCleanup]
    public void Leave() => _visitor.Dispose();

    [TestMethod]
    public async Task A_guest_gets_an_account_with_what_they_did_and_comes_back_into_the_same_one()
    {
        var guest = await _accounts.LearnerAsync(_visitor);
        using var another = Site.Visitor();

        Assert.AreEqual("/concepts", await SignInAsync(_visitor, "/concepts"));
        Assert.AreEqual("/learn", await SignInAsync(another));

        Assert.AreEqual(guest, await _accounts.LearnerAsync(_visitor));
        Assert.AreEqual(guest, await _accounts.LearnerAsync(another));
        Assert.Contains("Ada · " + _email, await another.GetStringAsync("/account"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task An_address_that_has_an_account_opens_nothing_and_its_mailbox_is_told(bool isVerified)
    {
        var (owner, email) = await _accounts.SignedInAsync();
        _provider.Person["email"] = email;
        _provider.Person["email_verified"] = isVerified;

        var end = await SignInAsync(_visitor);

        Assert.StartsWith("/account/external", end);
        Assert.AreNotEqual(await _accounts.LearnerAsync(owner), await _accounts.LearnerAsync(_visitor));
        Assert.AreEqual("You already have an account", _accounts.MailTo(email)!.Subject);
        owner.Dispose();
    }

    [TestMethod]
    public async Task An_address_that_the_provider_has_not_verified_is_confirmed_by_mail_first()
    {
        _provider.Person["email_verified"] = false;

        Assert.StartsWith("/account/external", await SignInAsync(_visitor));
        Assert.IsFalse(await IsInAsync(_visitor));
        using var confirmed = await _visitor.SubmitAsync(AccountSite.LinkIn(_accounts.MailTo(_email)!), []);
        Assert.AreEqual("/learn", await SignInAsync(_visitor));

        Assert.IsTrue(await IsInAsync(_visitor));
    }

    [TestMethod]
    public async Task Who_claims_an_unconfirmed_address_by_its_mail_shuts_the_provider_s_way_in()
    {
        _provider.Person["email_verified"] = false;
        await SignInAsync(_visitor);
        using var owner = Site.Visitor();

        using var asked = await owner.SubmitAsync("/account/forgotten-password", new() { ["Email"] = _email });
        using var set = await owner.SubmitAsync(AccountSite.LinkIn(_accounts.MailTo(_email)!), new() { ["Password"] = "the owner's password" });

        Assert.StartsWith("/account/external", await SignInAsync(_visitor));
        Assert.IsFalse(await IsInAsync(_visitor));
        using var mine = await AccountSite.SignInAsync(owner, _email, "the owner's password");
        Assert.AreEqual("/learn", mine.Headers.Location?.OriginalString);
    }

    [TestMethod]
    public async Task A_member_connects_the_two_with_their_password_and_takes_it_back()
    {
        var (member, email) = await _accounts.SignedInAsync();
        _provider.Person.Remove("email");

        Assert.AreEqual("/account", await SignInAsync(member, from: "/account", password: "not the password"));
        Assert.DoesNotContain("data-external", await member.GetStringAsync("/account"));
        Assert.AreEqual("/account", await SignInAsync(member, from: "/account", password: AccountSite.Password));
        Assert.Contains("You can sign in with Hill School now.", await member.GetStringAsync("/account"));
        Assert.AreEqual("/learn", await SignInAsync(_visitor));
        Assert.AreEqual(await _accounts.LearnerAsync(member), await _accounts.LearnerAsync(_visitor));

        var page = await member.GetStringAsync("/account");
        using var taken = await member.SubmitAsync("/account?handler=Disconnect", new() { ["issuer"] = Hidden(page, "issuer"), ["subject"] = Hidden(page, "subject") }, "/account");
        using var another = Site.Visitor();
        Assert.AreEqual("/account/sign-in?external=failed", await SignInAsync(another), "No account, and no address to make one for.");
        member.Dispose();
    }

    [TestMethod]
    public async Task What_opens_one_account_is_not_connected_to_another()
    {
        await SignInAsync(_visitor);
        var (member, _) = await _accounts.SignedInAsync();

        await SignInAsync(member, from: "/account", password: AccountSite.Password);

        Assert.Contains("belongs to another account", await member.GetStringAsync("/account"));
        member.Dispose();
    }

    [TestMethod]
    public async Task The_only_way_in_stays()
    {
        await SignInAsync(_visitor);
        var page = await _visitor.GetStringAsync("/account");

        using var taken = await _visitor.SubmitAsync("/account?handler=Disconnect", new() { ["issuer"] = Hidden(page, "issuer"), ["subject"] = Hidden(page, "subject") }, "/account");

        Assert.Contains("set a password first", await _visitor.GetStringAsync("/account"));
        using var another = Site.Visitor();
        Assert.AreEqual("/learn", await SignInAsync(another));
    }

    [TestMethod]
    public async Task An_account_without_a_password_is_deleted_by_typing_its_address()
    {
        await SignInAsync(_visitor);
        Assert.Contains("Your e-mail address, to be sure", await _visitor.GetStringAsync("/account"));

        using var wrong = await _visitor.SubmitAsync("/account?handler=delete", new() { ["current"] = "" }, page: "/account");
        Assert.Contains("The address is wrong; nothing was deleted.", await _visitor.GetStringAsync("/account"));
        using var right = await _visitor.SubmitAsync("/account?handler=delete", new() { ["current"] = _email.ToUpperInvariant() }, page: "/account");

        Assert.AreEqual("/", right.Headers.Location?.OriginalString);
        using var gone = await _visitor.GetAsync("/account");
        Assert.AreEqual(HttpStatusCode.Forbidden, gone.StatusCode);
    }

    [TestMethod]
    public async Task The_second_factor_is_asked_for_here_too()
    {
        await SignInAsync(_visitor);
        var secret = SecretPattern().Match(await _visitor.GetStringAsync("/account/two-factor")).Groups[1].Value;
        using var on = await _visitor.SubmitAsync("/account/two-factor?handler=On", new() { ["code"] = AccountTests.Totp(secret) }, "/account/two-factor");
        using var another = Site.Visitor();

        Assert.StartsWith("/account/second-factor", await SignInAsync(another));
        Assert.IsFalse(await IsInAsync(another));
        using var code = await another.SubmitAsync("/account/second-factor", new() { ["Code"] = AccountTests.Totp(secret) });

        Assert.IsTrue(await IsInAsync(another));
    }

    [TestMethod]
    public async Task An_account_that_is_locked_stays_locked()
    {
        var (member, email) = await _accounts.SignedInAsync();
        await SignInAsync(member, from: "/account", password: AccountSite.Password);
        await using (var scope = _accounts.Site.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LearnFlow.Web.Accounts.Account>>();
            await accounts.SetLockoutEndDateAsync((await accounts.FindByEmailAsync(email))!, DateTimeOffset.UtcNow.AddMinutes(5));
        }

        Assert.AreEqual("/account/sign-in?external=failed", await SignInAsync(_visitor));
        Assert.IsFalse(await IsInAsync(_visitor));
        member.Dispose();
    }

    [TestMethod]
    [DataRow("nonce")]
    [DataRow("issuer")]
    [DataRow("audience")]
    [DataRow("key")]
    [DataRow("unsigned")]
    [DataRow("expired")]
    public async Task A_token_that_is_not_for_this_moment_lets_nobody_in(string what)
    {
        using var foreign = RSA.Create(2048);
        _provider.Lie = token => _ = what switch
        {
            "nonce" => token.Claims["nonce"] = "of another sign-in",
            "issuer" => token.Issuer = "https://evil.example",
            "audience" => token.Audience = "another site",
            "key" => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(foreign) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
            "unsigned" => token.SigningCredentials = null,
            _ => (object)(token.NotBefore = token.IssuedAt = token.Expires = DateTime.UtcNow.AddHours(-1)),
        };

        Assert.AreEqual("/account/sign-in?external=failed", await SignInAsync(_visitor));

        Assert.IsFalse(await IsInAsync(_visitor));
        Assert.Contains("Signing in with Hill School did not work", await _visitor.GetStringAsync("/account/sign-in?external=failed"));
    }

    [TestMethod]
    public async Task An_answer_that_this_browser_did_not_ask_for_lets_nobody_in()
    {
        using var attacker = Site.Visitor();
        var answer = await AnswerAsync(attacker);

        Assert.AreEqual("/account/sign-in?external=failed", await FollowAsync(_visitor, answer), "The attacker's own answer, planted in a victim's browser.");
        Assert.AreEqual("/account/sign-in?external=failed", await FollowAsync(_visitor, Regex.Replace(answer, "&state=.*", "")));
        Assert.AreEqual("/account/sign-in?external=failed", await FollowAsync(_visitor, "/account/external/callback?error=access_denied&state=x"));
        Assert.AreEqual("/account/sign-in?external=failed", await FollowAsync(_visitor, "/account/external?handler=Back"));

        Assert.IsFalse(await IsInAsync(_visitor));
    }

    [TestMethod]
    public async Task What_somebody_began_as_one_account_connects_no_other()
    {
        var (member, email) = await _accounts.SignedInAsync();
        var answer = await AnswerAsync(member, "/account", AccountSite.Password);
        using var left = await member.SubmitAsync("/account?handler=SignOut", [], "/account");
        var (_, another) = await _accounts.RegisterAsync();
        using var signedIn = await AccountSite.SignInAsync(member, another);

        Assert.AreEqual("/account/sign-in?external=failed", await FollowAsync(member, answer));
        Assert.DoesNotContain("data-external", await member.GetStringAsync("/account"));
        member.Dispose();
    }

    [TestMethod]
    [DataRow("https://evil.example/")]
    [DataRow("//evil.example/")]
    [DataRow("/\\evil.example")]
    public async Task It_leads_nowhere_but_to_this_site(string returnUrl) => Assert.AreEqual("/learn", await SignInAsync(_visitor, returnUrl));

    [TestMethod]
    public async Task Without_a_provider_there_is_no_such_way_in()
    {
        await using var plain = await AccountSite.StartAsync();
        using var visitor = plain.Site.Visitor();

        using var response = await visitor.SubmitAsync("/account/external", [], "/account/sign-in");

        Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("/account/external", await visitor.GetStringAsync("/account/sign-in"));
    }

    [TestMethod]
    public async Task A_browser_goes_there_and_back_under_the_content_security_policy()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.NewPageAsync();
        var complaints = new Complaints(page);
        await page.GotoAsync(new Uri(Site.Address, "/account/sign-in?returnUrl=/concepts").ToString());
        Assert.AreEqual("", await Axe.ViolationsAsync(page));

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Hill School" }).ClickAsync();
        await page.ArriveAtAsync("/concepts");
        await page.GotoAsync(new Uri(Site.Address, "/account").ToString());

        Assert.Contains(_email, await page.Locator("h1 + p").InnerTextAsync());
        Assert.AreEqual("", await Axe.ViolationsAsync(page));
        Assert.IsEmpty(complaints.All, string.Join('\n', complaints.All));
    }

    /// <summary>Goes to the provider and back; the address where it ends.</summary>
    private static async Task<string> SignInAsync(HttpClient visitor, string returnUrl = "", string from = "/account/sign-in", string password = "")
        => await FollowAsync(visitor, await AnswerAsync(visitor, from, password, returnUrl));

    /// <summary>The address at which the provider sends its answer back; or where the site led at once.</summary>
    private static async Task<string> AnswerAsync(HttpClient visitor, string from = "/account/sign-in", string password = "", string returnUrl = "")
    {
        using var begun = await visitor.SubmitAsync("/account/external", new() { ["ReturnUrl"] = returnUrl, ["current"] = password }, from);
        if (begun.Headers.Location is { } refused)
            return refused.OriginalString;

        using var person = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answered = await person.GetAsync(begun.Headers.GetValues("Refresh").Single()["0; url=".Length..]);
        return answered.Headers.Location!.PathAndQuery;
    }

    private static async Task<string> FollowAsync(HttpClient visitor, string address)
    {
        while (address.StartsWith("/account/external", StringComparison.Ordinal))
        {
            using var response = await visitor.GetAsync(address);
            if (response.Headers.Location is not { } next)
                break;

            address = next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString;
        }

        return address;
    }

    private static async Task<bool> IsInAsync(HttpClient visitor)
    {
        using var response = await visitor.GetAsync("/account");
        return response.IsSuccessStatusCode;
    }

    private static string Hidden(string page, string name) => WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\" value=\"([^\"]+)\"").Groups[1].Value);

    [GeneratedRegex("data-secret>([A-Z2-7]+)<")]
    private static partial Regex SecretPattern();
}
