using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using LearnFlow.Tests.Web;
using LearnFlow.Web.Accounts;
using Microsoft.Playwright;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>People with accounts of the running system, and the ways in that they use.</summary>
internal static class People
{
    public const string Password = "four words are enough";

    /// <summary>A new account, signed in: its client, address and id.</summary>
    public static async Task<(HttpClient Client, string Email, string Id)> RegisterAsync(CancellationToken cancellation)
    {
        var email = $"{Guid.NewGuid():N}@learnflow.example";
        var client = await NewAsync(cancellation);
        using var registered = await client.SubmitAsync("/account/register", new() { ["Name"] = "Ada", ["Email"] = email, ["Password"] = Password });
        using var confirmed = await client.SubmitAsync(WebUtility.HtmlDecode(MailLink(email).Match(await client.GetStringAsync("/account/mailbox", cancellation)).Groups[1].Value), []);
        Assert.Contains("is confirmed", await confirmed.Content.ReadAsStringAsync(cancellation));
        await SignInAsync(client, email, Password);
        var known = await ExportAsync(client, cancellation);
        return (client, email, known.GetProperty("account").GetProperty("id").GetString()!);
    }

    /// <summary>What is kept about somebody. A service that is slow at its first request makes the page ask to try again.</summary>
    private static async Task<JsonElement> ExportAsync(HttpClient client, CancellationToken cancellation)
    {
        while (true)
        {
            using var export = await client.SubmitAsync("/account?handler=Export", [], "/account");
            if (export.Content.Headers.ContentType?.MediaType == "application/json")
            {
                return await export.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A visitor with the role of a demo account.</summary>
    public static async Task<HttpClient> DemoAsync(string role, CancellationToken cancellation)
    {
        var client = await NewAsync(cancellation);
        await SignInAsync(client, EmailOf(role), DemoAccounts.Password);
        return client;
    }

    /// <summary>A new account that an administrator has made a teacher.</summary>
    public static async Task<(HttpClient Client, string Id)> NewTeacherAsync(CancellationToken cancellation)
    {
        var (client, email, id) = await RegisterAsync(cancellation);
        using var administrator = await DemoAsync(Roles.Administrator, cancellation);
        using var given = await administrator.SubmitAsync("/admin/users", new() { ["id"] = id, ["role"] = Roles.Teacher });
        client.Dispose();
        client = await NewAsync(cancellation);
        await SignInAsync(client, email, Password);
        return (client, id);
    }

    /// <summary>The address of a demo account.</summary>
    public static string EmailOf(string role) => DemoAccounts.All.Single(demo => demo.Role == role).Email;

    /// <summary>Signs in on the page, as a person does.</summary>
    public static async Task SignInAsync(IPage page, Uri site, string email, string password)
    {
        await page.GotoAsync(new Uri(site, "/account/sign-in").ToString());
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task SignInAsync(HttpClient client, string email, string password)
    {
        using var signedIn = await client.SubmitAsync("/account/sign-in", new() { ["Email"] = email, ["Password"] = password });
        Assert.AreEqual(HttpStatusCode.Redirect, signedIn.StatusCode, email);
    }

    private static async Task<HttpClient> NewAsync(CancellationToken cancellation) => new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = (await RunningSystem.StartAsync(cancellation)).GetEndpoint("web", "http"),
    };

    private static Regex MailLink(string email) => new($"To {Regex.Escape(email)}<.*?href=\"([^\"]+)\" data-mail-link", RegexOptions.Singleline);
}
