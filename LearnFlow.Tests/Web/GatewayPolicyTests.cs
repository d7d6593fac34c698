using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearnFlow.Tests.ServiceDefaults;
using LearnFlow.Web.Accounts.Tokens;
using LearnFlow.Web.Visitors;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class GatewayPolicyTests
{
    private const string Partner = "https://partner.example";

    private static Site _site = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => _site = await Site.StartAsync(("Gateway:AllowedOrigins:0", Partner));

    [ClassCleanup]
    public static async Task Stop() => await _site.DisposeAsync();

    [TestMethod]
    public async Task A_program_s_valid_token_says_who_it_is()
    {
        using var response = await GetAsync(await IssueAsync("ada", DateTimeOffset.UtcNow));

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.AreEqual("ada", _site.Sidecar.Requests.Last(received => received.Path.EndsWith("/struggles", StringComparison.Ordinal)).Learner);
        Assert.IsFalse(response.Headers.Contains("Set-Cookie"), "A program is no guest.");
    }

    [TestMethod]
    public async Task A_token_of_another_key_expired_for_another_audience_or_unreadable_is_refused()
    {
        string[] bad =
        [
            new TestIssuer().Token(),
            await IssueAsync("ada", DateTimeOffset.UtcNow.AddMinutes(-20)),
            new TestIssuer().Token(audience: "another"),
            "rubbish",
        ];

        foreach (var token in bad)
        {
            using var response = await GetAsync(token);
            Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.Single().ToString());
        }
    }

    [TestMethod]
    public async Task Without_a_token_there_is_none_to_be_had()
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.PostAsync("/api/token", null);

        Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [TestMethod]
    public async Task A_flood_of_one_user_is_stopped_at_the_budget_and_told_when_to_come_back()
    {
        await using var site = await Site.StartAsync(("Gateway:Runs:PerUser", "5"), ("Gateway:Runs:PerAddress", "100"));
        using var visitor = site.Visitor();
        using var first = await RunAsync(visitor); // makes the guest

        var rest = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RunAsync(visitor)));

        Assert.AreEqual("5", first.Headers.GetValues("RateLimit-Limit").Single());
        Assert.AreEqual("4", first.Headers.GetValues("RateLimit-Remaining").Single());
        Assert.AreEqual(4, rest.Count(response => response.StatusCode == HttpStatusCode.OK));
        var refused = rest.Where(response => response.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.HasCount(16, refused);
        Assert.IsTrue(refused.All(response => response.Headers.RetryAfter?.Delta is { TotalSeconds: > 0 and <= 60 }));
        Assert.AreEqual("application/problem+json", refused[0].Content.Headers.ContentType?.MediaType);
        using var another = await visitor.GetAsync("/api/exercises/exercises");
        Assert.AreEqual(HttpStatusCode.OK, another.StatusCode, "Other requests have a budget of their own.");
    }

    [TestMethod]
    public async Task Ever_new_guests_meet_the_budget_of_their_address()
    {
        await using var site = await Site.StartAsync(("Gateway:Runs:PerUser", "5"), ("Gateway:Runs:PerAddress", "8"));
        var statuses = new List<HttpStatusCode>();

        for (var i = 0; i < 12; i++)
        {
            using var visitor = site.Visitor();
            using var response = await RunAsync(visitor);
            statuses.Add(response.StatusCode);
        }

        Assert.AreEqual(8, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.AreEqual(4, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [TestMethod]
    [DataRow(Partner, true)]
    [DataRow("https://elsewhere.example", false)]
    public async Task Only_an_origin_on_the_list_passes_a_preflight(string origin, bool allowed)
    {
        using var visitor = _site.Visitor();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/sandbox/run");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");

        using var response = await visitor.SendAsync(preflight);

        Assert.AreEqual(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.IsFalse(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [TestMethod]
    public async Task A_page_on_the_list_may_call_with_a_token_but_not_with_a_cookie()
    {
        using var visitor = _site.Visitor();
        using var withToken = Run(Partner);
        withToken.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await IssueAsync("ada", DateTimeOffset.UtcNow));
        using var withoutToken = Run(Partner);

        using var allowed = await visitor.SendAsync(withToken);
        using var refused = await visitor.SendAsync(withoutToken);

        Assert.AreEqual(HttpStatusCode.OK, allowed.StatusCode);
        Assert.AreEqual(Partner, allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.AreEqual(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [TestMethod]
    public async Task Headers_over_the_limit_are_refused()
    {
        using var visitor = _site.Visitor();
        visitor.DefaultRequestHeaders.Add("x-large", new string('x', 40 * 1024));

        using var response = await visitor.GetAsync("/api/exercises/exercises");

        Assert.AreEqual(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    private static Task<string> IssueAsync(string learner, DateTimeOffset at)
        => _site.Services.GetRequiredService<AccessTokenIssuer>().SignAsync(new Visitor(learner, Roles.Learner), at, default);

    private static async Task<HttpResponseMessage> GetAsync(string token)
    {
        using var program = _site.Visitor();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await program.GetAsync("/api/triage/struggles");
    }

    private static async Task<HttpResponseMessage> RunAsync(HttpClient visitor)
    {
        using var request = Run(origin: null);
        return await visitor.SendAsync(request);
    }

    private static HttpRequestMessage Run(string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/sandbox/run") { Content = JsonContent.Create(new { language = "python", code = "print(1)" }) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        return request;
    }
}
