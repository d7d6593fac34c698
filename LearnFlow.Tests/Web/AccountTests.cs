using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnFlow.Web.Accounts;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed partial class AccountTests
{
    private static AccountSite _accounts = null!;

    private static Site Site => _accounts.Site;

    [ClassInitialize]
    public static async Task Start(TestContext context) => _accounts = await AccountSite.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _accounts.DisposeAsync();

    [TestMethod]
    public async Task A_guest_who_registers_keeps_what_they_did_and_the_guest_s_cookie_counts_no_more()
    {
        using var visitor = Site.Visitor();
        using var first = await visitor.GetAsync("/");
        var cookie = first.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("learnflow-guest=", StringComparison.Ordinal)).Split(';')[0];
        var guest = await _accounts.LearnerAsync(visitor);
        var email = $"{Guid.NewGuid():N}@learnflow.example";
        using var registered = await visitor.SubmitAsync("/account/register", new() { ["Name"] = "Ada", ["Email"] = email, ["Password"] = AccountSite.Password });
        using var confirmed = await visitor.SubmitAsync(AccountSite.LinkIn(_accounts.MailTo(email)!), []);
        using var signedIn = await AccountSite.SignInAsync(visitor, email);

        Assert.AreEqual(guest, await _accounts.LearnerAsync(visitor));
        using var thief = Site.Visitor();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.AreNotEqual(guest, await _accounts.LearnerAsync(thief));
        using var signedOut = await visitor.SubmitAsync("/account?handler=SignOut", [], "/account");
        Assert.AreNotEqual(guest, await _accounts.LearnerAsync(visitor));
    }

    [TestMethod]
    public async Task Whether_an_address_has_an_account_is_told_to_its_mailbox_alone()
    {
        var (_, known) = await _accounts.RegisterAsync();
        var unknown = $"{Guid.NewGuid():N}@learnflow.example";
        using var visitor = Site.Visitor();
        foreach (var (path, more) in new (string, Dictionary<string, string>)[]
        {
            ("/account/register", new() { ["Name"] = "Eve", ["Password"] = AccountSite.Password }),
            ("/account/forgotten-password", []),
            ("/account/sign-in", new() { ["Password"] = "not the password" }),
        })
        {
            var answers = new List<string>();
            foreach (var email in (string[])[known, unknown])
            {
                using var response = await visitor.SubmitAsync(path, new(more) { ["Email"] = email });
                answers.Add($"{(int)response.StatusCode} " + Varying().Replace((await response.Content.ReadAsStringAsync()).Replace(email, "", StringComparison.Ordinal), ""));
            }

            Assert.AreEqual(answers[0], answers[1], path);
        }

        Assert.AreEqual("Set a new password", _accounts.MailTo(known)!.Subject);
    }

    [TestMethod]
    public async Task An_account_with_an_unconfirmed_address_cannot_sign_in()
    {
        using var visitor = Site.Visitor();
        var email = $"{Guid.NewGuid():N}@learnflow.example";
        using var registered = await visitor.SubmitAsync("/account/register", new() { ["Name"] = "Ada", ["Email"] = email, ["Password"] = AccountSite.Password });

        using var response = await AccountSite.SignInAsync(visitor, email);

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
    }

    [TestMethod]
    public async Task Who_gets_the_mail_of_an_address_gets_it_from_somebody_who_never_confirmed_it()
    {
        using var stranger = Site.Visitor();
        var email = $"{Guid.NewGuid():N}@learnflow.example";
        using var registered = await stranger.SubmitAsync("/account/register", new() { ["Name"] = "Not Ada", ["Email"] = email, ["Password"] = AccountSite.Password });

        using var owner = Site.Visitor();
        using var asked = await owner.SubmitAsync("/account/forgotten-password", new() { ["Email"] = email });
        using var set = await owner.SubmitAsync(AccountSite.LinkIn(_accounts.MailTo(email)!), new() { ["Password"] = "the owner's password" });
        using var theirs = await AccountSite.SignInAsync(stranger, email);
        using var mine = await AccountSite.SignInAsync(owner, email, "the owner's password");

        Assert.AreEqual(HttpStatusCode.OK, theirs.StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, mine.StatusCode);
    }

    [TestMethod]
    public async Task Five_wrong_passwords_lock_the_account_for_the_right_one_too()
    {
        var (visitor, email) = await _accounts.RegisterAsync();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await AccountSite.SignInAsync(visitor, email, "not the password");
        }

        using var right = await AccountSite.SignInAsync(visitor, email);

        Assert.AreEqual(HttpStatusCode.OK, right.StatusCode);
        visitor.Dispose();
    }

    [TestMethod]
    [DataRow("https://evil.example/", "/learn")]
    [DataRow("//evil.example/", "/learn")]
    [DataRow("/\\evil.example", "/learn")]
    [DataRow("/concepts", "/concepts")]
    public async Task Signing_in_leads_nowhere_but_to_this_site(string returnUrl, string expected)
    {
        var (visitor, email) = await _accounts.RegisterAsync();

        using var response = await AccountSite.SignInAsync(visitor, email, returnUrl: returnUrl);

        Assert.AreEqual(expected, response.Headers.Location?.OriginalString);
        visitor.Dispose();
    }

    [TestMethod]
    public async Task A_forgotten_password_is_set_anew_by_the_mail_s_link_once()
    {
        var (visitor, email) = await _accounts.RegisterAsync();
        using var asked = await visitor.SubmitAsync("/account/forgotten-password", new() { ["Email"] = email });
        var link = AccountSite.LinkIn(_accounts.MailTo(email)!);

        using var set = await visitor.SubmitAsync(link, new() { ["Password"] = "another long password" });
        using var again = await visitor.SubmitAsync(link, new() { ["Password"] = "yet another password" });
        using var signedIn = await AccountSite.SignInAsync(visitor, email, "another long password");

        Assert.Contains("Your new password holds", await set.Content.ReadAsStringAsync());
        Assert.Contains("does not work any more", await again.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.Redirect, signedIn.StatusCode);
        visitor.Dispose();
    }

    [TestMethod]
    public async Task With_a_second_factor_the_password_alone_does_not_sign_in()
    {
        var (visitor, email) = await _accounts.SignedInAsync();
        var page = await visitor.GetStringAsync("/account/two-factor");
        Assert.Contains("data:image/svg", page);
        var secret = Secret().Match(page).Groups[1].Value;
        using var on = await visitor.SubmitAsync("/account/two-factor?handler=On", new() { ["code"] = Totp(secret) }, "/account/two-factor");
        Assert.Contains("recovery codes", await on.Content.ReadAsStringAsync());
        using var another = Site.Visitor();

        using var password = await AccountSite.SignInAsync(another, email);
        using var before = await another.GetAsync("/account");
        using var wrong = await another.SubmitAsync("/account/second-factor", new() { ["Code"] = "000000" });
        using var right = await another.SubmitAsync("/account/second-factor", new() { ["Code"] = Totp(secret) });
        using var after = await another.GetAsync("/account");

        Assert.StartsWith("/account/second-factor", password.Headers.Location!.OriginalString);
        Assert.AreNotEqual(HttpStatusCode.OK, before.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, wrong.StatusCode);
        Assert.AreEqual("/learn", right.Headers.Location?.OriginalString);
        Assert.AreEqual(HttpStatusCode.OK, after.StatusCode);
        visitor.Dispose();
    }

    [TestMethod]
    public async Task A_program_gets_a_token_for_its_user_s_password_and_for_nothing_else()
    {
        var (visitor, email) = await _accounts.RegisterAsync();
        using var program = Site.Visitor();

        using var wrong = await program.PostAsJsonAsync("/api/token", new { email, password = "not the password" });
        using var right = await program.PostAsJsonAsync("/api/token", new { email, password = AccountSite.Password });

        Assert.AreEqual(HttpStatusCode.Unauthorized, wrong.StatusCode);
        var token = (await right.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.AreEqual(await _accounts.LearnerAsync(program), JwtSubject(token!));
        visitor.Dispose();
    }

    [TestMethod]
    public async Task An_account_can_be_taken_along_and_deleted()
    {
        var (visitor, email) = await _accounts.SignedInAsync();

        using var export = await visitor.SubmitAsync("/account?handler=Export", [], "/account");
        Assert.Contains(email, await export.Content.ReadAsStringAsync());
        using var kept = await visitor.SubmitAsync("/account?handler=Delete", new() { ["current"] = "not the password" }, "/account");
        using var still = await visitor.GetAsync("/account");
        Assert.AreEqual(HttpStatusCode.OK, still.StatusCode);
        using var deleted = await visitor.SubmitAsync("/account?handler=Delete", new() { ["current"] = AccountSite.Password }, "/account");
        using var gone = await AccountSite.SignInAsync(visitor, email);

        Assert.AreEqual(HttpStatusCode.OK, gone.StatusCode);
        visitor.Dispose();
    }

    [TestMethod]
    public async Task The_session_cookie_is_new_at_every_sign_in_and_out_of_reach_of_scripts_and_other_sites()
    {
        var (visitor, email) = await _accounts.RegisterAsync();

        using var first = await AccountSite.SignInAsync(visitor, email);
        using var another = Site.Visitor();
        using var second = await AccountSite.SignInAsync(another, email);

        var cookies = new[] { first, second }.Select(response =>
            response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("learnflow-session=", StringComparison.Ordinal))).ToList();
        Assert.AreNotEqual(cookies[0].Split(';')[0], cookies[1].Split(';')[0]);
        Assert.Contains("httponly", cookies[0]);
        Assert.Contains("samesite=lax", cookies[0]);
        visitor.Dispose();
    }

    [TestMethod]
    [DataRow("/account", "guest", 302)]
    [DataRow("/account", "learner", 200)]
    [DataRow("/account/two-factor", "guest", 302)]
    [DataRow("/admin/users", "guest", 302)]
    [DataRow("/admin/users", "learner", 403)]
    [DataRow("/admin/users", "teacher", 403)]
    [DataRow("/admin/users", "administrator", 200)]
    [DataRow("/teach", "guest", 302)]
    [DataRow("/teach", "learner", 403)]
    [DataRow("/teach", "teacher", 200)]
    [DataRow("/teach", "administrator", 200)]
    [DataRow("/", "guest", 200)]
    [DataRow("/learn", "guest", 200)]
    [DataRow("/practice", "guest", 200)]
    [DataRow("/progress", "guest", 200)]
    [DataRow("/data", "guest", 200)]
    public async Task Each_page_is_for_whom_it_is(string page, string role, int status)
    {
        using var visitor = Site.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept", "text/html");
        if (role != Roles.Guest)
        {
            using var signedIn = await AccountSite.SignInAsync(visitor, DemoAccounts.All.Single(demo => demo.Role == role).Email, DemoAccounts.Password);
            Assert.AreEqual(HttpStatusCode.Redirect, signedIn.StatusCode);
        }

        using var response = await visitor.GetAsync(page);

        Assert.AreEqual(status, (int)response.StatusCode);
    }

    private static string JwtSubject(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Subject;

    /// <summary>The code of an authenticator app now (RFC 6238 over RFC 4226, with a Base32 secret).</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "What authenticator apps compute.")]
    internal static string Totp(string base32)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(base32.Select(letter => Convert.ToString(alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));
        var hash = HMACSHA1.HashData(key, step);
        var number = (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000;
        return number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("data-secret>([A-Z2-7]+)<")]
    private static partial Regex Secret();

    /// <summary>What differs between any two answers: nonces and antiforgery tokens.</summary>
    [GeneratedRegex("nonce=\"[^\"]+\"|value=\"CfDJ8[^\"]+\"")]
    private static partial Regex Varying();
}
