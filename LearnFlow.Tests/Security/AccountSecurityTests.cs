using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Tests.Web;
using LearnFlow.Web.Accounts;
using LearnFlow.Web.Accounts.Mail;
using LearnFlow.Web.Accounts.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LearnFlow.Tests.Security;

/// <summary>The decisions of docs/decisions/accounts.md.</summary>
[TestClass]
public sealed class AccountSecurityTests
{
    private static readonly CountingHasher s_hasher = new();
    private static AccountSite s_accounts = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_accounts = await AccountSite.StartAsync(
        services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<LearnFlow.Web.Accounts.Account>>(s_hasher)), ("ForwardedHeaders_Enabled", "true"));

    [ClassCleanup]
    public static async Task StopAsync() => await s_accounts.DisposeAsync();

    [TestMethod]
    public async Task Who_tries_passwords_locks_out_nobody_but_themselves()
    {
        var (visitor, email) = await s_accounts.RegisterAsync();
        visitor.Dispose();
        using var attacker = From("198.51.100.1");
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await TokenAsync(attacker, email, "not the password");
            Assert.AreEqual(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var guessed = await TokenAsync(attacker, email, AccountSite.Password);
        using var owner = From("203.0.113.1");
        using var right = await TokenAsync(owner, email, AccountSite.Password);

        Assert.AreEqual(HttpStatusCode.Unauthorized, guessed.StatusCode, "The right password does not help who has used up their tries.");
        Assert.AreEqual(HttpStatusCode.OK, right.StatusCode);
    }

    [TestMethod]
    public void One_account_is_tried_from_everywhere_at_most_a_hundred_times_an_hour()
    {
        using var failures = new FailedSignIns(TimeProvider.System);
        for (var i = 0; i < 100; i++)
        {
            Assert.IsTrue(failures.MayTry("ada@learnflow.example", IPAddress.Parse($"198.51.100.{i}")));
            failures.Add("ada@learnflow.example", IPAddress.Parse($"198.51.100.{i}"));
        }

        Assert.IsFalse(failures.MayTry("ADA@learnflow.example", IPAddress.Parse("203.0.113.9")));
        failures.Clear("ada@learnflow.example");
        Assert.IsTrue(failures.MayTry("ada@learnflow.example", IPAddress.Parse("203.0.113.9")));
    }

    [TestMethod]
    public async Task Whatever_is_wrong_the_work_is_one_hash()
    {
        var (confirmed, known) = await s_accounts.RegisterAsync();
        confirmed.Dispose();
        using var newcomer = s_accounts.Site.Visitor();
        var unconfirmed = $"{Guid.NewGuid():N}@learnflow.example";
        using var registered = await newcomer.SubmitAsync("/account/register", new() { ["Name"] = "Eve", ["Email"] = unconfirmed, ["Password"] = AccountSite.Password });
        using var locked = From("198.51.100.77");
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await TokenAsync(locked, known, "not the password");
        }

        foreach (var (program, email, password) in new[]
        {
            (From("203.0.113.2"), "nobody@learnflow.example", "not the password"),
            (From("203.0.113.2"), known, "not the password"),
            (From("203.0.113.2"), unconfirmed, "not the password"),
            (From("203.0.113.2"), unconfirmed, AccountSite.Password),
            (From("198.51.100.77"), known, AccountSite.Password),
        })
        {
            s_hasher.Verified = 0;
            using var response = await TokenAsync(program, email, password);
            Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.AreEqual(1, s_hasher.Verified, $"{email} {password}");
            program.Dispose();
        }
    }

    [TestMethod]
    [DataRow("1234567890")]
    [DataRow("Qwertyuiop")]
    [DataRow("password2024!")]
    [DataRow("iloveyou123456")]
    [DataRow("Eve@LearnFlow.example")]
    public async Task A_password_that_is_tried_first_is_refused(string password)
    {
        using var visitor = s_accounts.Site.Visitor();
        var email = password.Contains('@', StringComparison.Ordinal) ? password : $"{Guid.NewGuid():N}@learnflow.example";

        using var response = await visitor.SubmitAsync("/account/register", new() { ["Name"] = "Eve", ["Email"] = email, ["Password"] = password });

        Assert.Contains("tried first", await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
        Assert.IsNull(s_accounts.MailTo(email));
    }

    [TestMethod]
    public void More_than_ten_thousand_common_passwords_are_known() => Assert.IsGreaterThan(10_000, CommonPasswords.Count);

    [TestMethod]
    public async Task A_mailbox_gets_five_mails_an_hour_at_most()
    {
        var (visitor, email) = await s_accounts.RegisterAsync();
        for (var i = 0; i < 20; i++)
        {
            using var asked = await visitor.SubmitAsync("/account/forgotten-password", new() { ["Email"] = email });
            Assert.AreEqual(HttpStatusCode.OK, asked.StatusCode);
        }

        var sent = s_accounts.Site.Services.GetRequiredService<ConsoleMail>().Kept.Count(letter => letter.To == email);
        Assert.AreEqual(AccountMail.MaxInAnHour, sent);
        visitor.Dispose();
    }

    [TestMethod]
    public async Task A_token_and_a_session_with_a_role_that_was_taken_count_no_more()
    {
        var (visitor, email) = await s_accounts.SignedInAsync();
        using var program = s_accounts.Site.Visitor();
        using var issued = await TokenAsync(program, email, AccountSite.Password);
        var token = (await issued.Content.ReadFromJsonAsync<JsonElement>(TestContext.CancellationToken)).GetProperty("accessToken").GetString();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var before = await program.GetAsync("/api/triage/struggles", TestContext.CancellationToken);
        await using (var scope = s_accounts.Site.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LearnFlow.Web.Accounts.Account>>();
            var account = (await accounts.FindByEmailAsync(email))!;
            await accounts.RemoveFromRoleAsync(account, Roles.Learner);
            await accounts.AddToRoleAsync(account, Roles.Teacher);
            s_accounts.Site.Services.GetRequiredService<MemberRoles>().Forget(account.Id);
        }

        using var after = await program.GetAsync("/api/triage/struggles", TestContext.CancellationToken);
        using var page = await visitor.GetAsync("/account", TestContext.CancellationToken);

        Assert.AreEqual(HttpStatusCode.OK, before.StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.AreNotEqual(HttpStatusCode.OK, page.StatusCode, "The session still says the old role.");
        visitor.Dispose();
    }

    private static HttpClient From(string address)
    {
        var client = s_accounts.Site.Visitor();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private static Task<HttpResponseMessage> TokenAsync(HttpClient program, string email, string password) =>
        program.PostAsJsonAsync("/api/token", new { email, password });

    private sealed class CountingHasher : IPasswordHasher<LearnFlow.Web.Accounts.Account>
    {
        private readonly PasswordHasher<LearnFlow.Web.Accounts.Account> _inner = new();

        public int Verified { get; set; }

        public string HashPassword(LearnFlow.Web.Accounts.Account user, string password) => _inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(LearnFlow.Web.Accounts.Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
