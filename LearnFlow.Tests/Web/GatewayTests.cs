using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LearnFlow.Tests.ServiceDefaults;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class GatewayTests
{
    private static Site _site = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => _site = await Site.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _site.DisposeAsync();

    [TestMethod]
    public async Task A_program_posted_to_the_gateway_runs_in_the_sandbox()
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.PostAsJsonAsync("/api/sandbox/run", new { language = "python", code = "print(1)" });

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual("ok", result.GetProperty("status").GetString());
    }

    [TestMethod]
    public async Task A_visitor_keeps_the_learner_id_of_the_first_call()
    {
        using var visitor = _site.Visitor();
        var first = await LearnerSeenByAsync(visitor);

        Assert.MatchesRegex("^[0-9a-f]{32}$", first);
        Assert.AreEqual(first, await LearnerSeenByAsync(visitor));
        using var another = _site.Visitor();
        Assert.AreNotEqual(first, await LearnerSeenByAsync(another));
    }

    [TestMethod]
    public async Task Nobody_can_say_who_they_are_or_speak_as_Dapr()
    {
        using var visitor = _site.Visitor();
        var marker = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/concepts/concepts/{marker}");
        request.Headers.Add("learnflow-learner", "somebody-else");
        request.Headers.Add("dapr-api-token", "guess");
        request.Headers.Add("dapr-app-id", "statestore");
        request.Headers.Add("Cookie", "other=1");

        using var response = await visitor.SendAsync(request);

        var headers = _site.Sidecar.Requests.Single(received => received.Path.EndsWith(marker, StringComparison.Ordinal)).Headers;
        Assert.MatchesRegex("^[0-9a-f]{32}$", SidecarStandIn.LearnerOf(headers));
        Assert.IsFalse(headers.ContainsKey("learnflow-learner"));
        Assert.AreEqual(SidecarStandIn.ApiToken, headers["dapr-api-token"]);
        Assert.IsFalse(headers.ContainsKey("dapr-app-id"));
        Assert.IsFalse(headers.ContainsKey("Cookie"));
    }

    [TestMethod]
    public async Task The_gateway_s_token_is_one_that_services_accept_by_the_published_keys()
    {
        using var visitor = _site.Visitor();
        var learner = await LearnerSeenByAsync(visitor);
        var token = _site.Sidecar.Requests.Last(received => received.Headers.ContainsKey("Authorization") && received.Learner == learner).Headers["Authorization"];
        await using var service = await ServiceHost.StartAsync(new() { ["Authentication:Jwks"] = await visitor.GetStringAsync(AccessTokens.KeysPath) });
        service.Client.DefaultRequestHeaders.Add("Authorization", token);

        Assert.AreEqual(learner, await service.Client.GetStringAsync("/me"));
    }

    [TestMethod]
    public async Task One_visitor_s_requests_share_a_token()
    {
        using var visitor = _site.Visitor();
        var learner = await LearnerSeenByAsync(visitor);
        await LearnerSeenByAsync(visitor);

        var tokens = _site.Sidecar.Requests.Where(received => received.Headers.ContainsKey("Authorization") && received.Learner == learner).Select(received => received.Headers["Authorization"]);
        Assert.HasCount(1, tokens.Distinct().ToList());
    }

    [TestMethod]
    public async Task A_made_up_cookie_is_nobody()
    {
        using var visitor = _site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/triage/struggles");
        request.Headers.Add("Cookie", "learnflow-guest=0123456789abcdef0123456789abcdef");

        using var response = await visitor.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("learnflow-guest=", response.Headers.GetValues("Set-Cookie").Single());
    }

    [TestMethod]
    public async Task The_guest_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.GetAsync("/");

        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("learnflow-guest=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
    }

    [TestMethod]
    public async Task Concurrent_first_calls_are_all_answered()
    {
        using var visitor = _site.Visitor();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visitor.GetAsync("/api/exercises/exercises")));

        Assert.IsTrue(responses.All(response => response.StatusCode == HttpStatusCode.OK));
    }

    [TestMethod]
    [DataRow("Sec-Fetch-Site", "cross-site")]
    [DataRow("Sec-Fetch-Site", "same-site")]
    [DataRow("Origin", "https://elsewhere.example")]
    [DataRow("Origin", "null")]
    public async Task A_post_from_another_site_is_refused(string header, string value)
    {
        using var visitor = _site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sandbox/run") { Content = JsonContent.Create(new { language = "python", code = "1" }) };
        request.Headers.Add(header, value);

        using var response = await visitor.SendAsync(request);

        await AssertProblemAsync(response, HttpStatusCode.Forbidden, "other sites");
    }

    [TestMethod]
    public async Task A_service_s_own_problem_passes_through()
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.PostAsJsonAsync("/api/sandbox/run", new { language = "python", code = "busy" });

        await AssertProblemAsync(response, HttpStatusCode.TooManyRequests, "Too many programs are waiting.");
        Assert.AreEqual("3", response.Headers.GetValues("Retry-After").Single());
    }

    [TestMethod]
    public async Task A_service_that_is_down_is_a_503_that_tells_nothing_of_the_inside()
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.GetAsync("/api/sandbox/api/v2/runtimes");

        var body = await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "does not answer at the moment");
        Assert.DoesNotContain("10.1.2.3", body);
        Assert.AreEqual("2", response.Headers.GetValues("Retry-After").Single());
    }

    [TestMethod]
    public async Task A_sidecar_that_is_gone_is_a_503()
    {
        await using var site = await Site.StartAsync(("DAPR_HTTP_ENDPOINT", "http://127.0.0.1:1"));
        using var visitor = site.Visitor();

        using var response = await visitor.GetAsync("/api/exercises/exercises");

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "does not answer at the moment");
    }

    [TestMethod]
    public async Task An_unknown_service_is_a_404_problem()
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.GetAsync("/api/statestore/keys");

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "The services are");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_body_over_the_limit_is_refused(bool declaresLength)
    {
        using var visitor = _site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sandbox/run");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(new string('x', 1024 * 1024 + 1)));
        request.Headers.TransferEncodingChunked = !declaresLength;

        using var response = await visitor.SendAsync(request);

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "large");
    }

    private static async Task<string> LearnerSeenByAsync(HttpClient visitor)
    {
        var marker = Guid.NewGuid().ToString("N");
        using var response = await visitor.GetAsync($"/api/exercises/exercises/{marker}");
        return _site.Sidecar.Requests.Single(received => received.Path.EndsWith(marker, StringComparison.Ordinal)).Learner;
    }

    private static async Task<string> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string detail)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(status, response.StatusCode, body);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(detail, JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString()!);
        return body;
    }
}
