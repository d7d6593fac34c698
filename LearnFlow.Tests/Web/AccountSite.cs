using System.Net;
using System.Text.RegularExpressions;
using LearnFlow.Web.Accounts.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Web;

/// <summary>The site with a database of its own, and people who register there.</summary>
internal sealed partial class AccountSite : IAsyncDisposable
{
    public const string Password = "four words are enough";

    public Site Site { get; private set; } = null!;

    /// <summary>Connection string of its database.</summary>
    public string Connection { get; private init; } = "";

    public static Task<AccountSite> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    public static async Task<AccountSite> StartAsync(Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        var accounts = new AccountSite { Connection = await SharedBackends.NewDatabaseNameAsync() };
        accounts.Site = await Site.StartAsync(
        services,
        [
            ("ConnectionStrings:identitydb", accounts.Connection),
            ("Gateway:SignIn:PerUser", "1000"), ("Gateway:SignIn:PerAddress", "1000"), .. settings,
        ]);
        return accounts;
    }

    /// <summary>The last mail to <paramref name="address"/>.</summary>
    public Letter? MailTo(string address) => Site.Services.GetRequiredService<ConsoleMail>().Kept.FirstOrDefault(letter => letter.To == address);

    /// <summary>The path of the link in a mail.</summary>
    public static string LinkIn(Letter mail) => new Uri(Link().Match(mail.Text).Value).PathAndQuery;

    /// <summary>A visitor who makes an account; the guest that they were before keeps the id.</summary>
    public async Task<(HttpClient Visitor, string Email)> RegisterAsync()
    {
        var visitor = Site.Visitor();
        return (visitor, await RegisterAsync(visitor));
    }

    /// <summary>Makes an account for <paramref name="visitor"/>.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> RegisterAsync(HttpClient visitor)
    {
        var email = $"{Guid.NewGuid():N}@learnflow.example";
        using var registered = await visitor.SubmitAsync("/account/register", new() { ["Name"] = "Ada", ["Email"] = email, ["Password"] = Password });
        Assert.AreEqual(HttpStatusCode.OK, registered.StatusCode);
        using var confirmed = await visitor.SubmitAsync(LinkIn(MailTo(email)!), []);
        Assert.Contains("is confirmed", await confirmed.Content.ReadAsStringAsync());
        return email;
    }

    /// <summary>A visitor with an account, signed in.</summary>
    public async Task<(HttpClient Visitor, string Email)> SignedInAsync()
    {
        var (visitor, email) = await RegisterAsync();
        using var response = await SignInAsync(visitor, email);
        Assert.AreEqual(HttpStatusCode.Redirect, response.StatusCode);
        return (visitor, email);
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient visitor, string email, string password = Password, string returnUrl = "")
        => visitor.SubmitAsync("/account/sign-in", new() { ["Email"] = email, ["Password"] = password, ["ReturnUrl"] = returnUrl });

    /// <summary>Whom the services take <paramref name="visitor"/> for.</summary>
    public async Task<string> LearnerAsync(HttpClient visitor)
    {
        var marker = Guid.NewGuid().ToString("N");
        using var response = await visitor.GetAsync($"/api/exercises/exercises/{marker}");
        return Site.Sidecar.Requests.Single(received => received.Path.EndsWith(marker, StringComparison.Ordinal)).Learner;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Link();
}
