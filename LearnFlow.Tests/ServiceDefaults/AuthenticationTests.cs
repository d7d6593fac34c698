using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class AuthenticationTests
{
    private static readonly TestIssuer Issuer = new();

    [TestMethod]
    public async Task The_bearer_token_says_who_the_learner_is_whatever_the_header_says()
    {
        await using var service = await StartAsync();
        service.Client.DefaultRequestHeaders.Add(LearnerIdentity.Header, "grace");

        using var response = await GetAsync(service, "/me", Issuer.Token("ada"));

        Assert.AreEqual("ada", await response.Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task A_token_that_is_not_LearnFlow_s_is_refused()
    {
        await using var service = await StartAsync();
        var good = Issuer.Token();
        string[] bad =
        [
            new TestIssuer().Token(),
            Issuer.Token(issuer: "somebody"),
            Issuer.Token(audience: "another"),
            Issuer.Token(expires: DateTime.UtcNow.AddMinutes(-5)),
            Issuer.Token(learner: "not an id"),
            good[..^4] + "AAAA",
            Unsigned(good),
            "rubbish",
            "a.b.c",
        ];

        foreach (var token in bad)
            await Problem.OfAsync(await GetAsync(service, "/me", token), HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    public async Task Without_a_token_a_caller_that_is_not_the_sidecar_is_nobody()
    {
        await using var service = await StartAsync(("APP_API_TOKEN", "t"));

        await Problem.OfAsync(await service.Client.GetAsync("/me"), HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    [DataRow(Roles.Guest, 200, 403, 403, 403, 403)]
    [DataRow(Roles.Learner, 200, 200, 403, 403, 403)]
    [DataRow(Roles.Teacher, 200, 200, 200, 403, 403)]
    [DataRow(Roles.Administrator, 200, 200, 200, 200, 403)]
    [DataRow(null, 200, 200, 200, 200, 200, DisplayName = "another service")]
    public async Task Each_role_may_what_its_policy_says(string? role, params int[] expected)
    {
        string[] policies = [Policies.Anyone, Policies.Learner, Policies.Teacher, Policies.Administrator, Policies.Service];
        await using var service = await ServiceHost.StartAsync(new() { ["Authentication:Jwks"] = Issuer.Jwks }, map: app =>
        {
            foreach (var policy in policies)
                app.MapGet($"/for/{policy}", () => "hello").RequireAuthorization(policy);
        });

        foreach (var (policy, status) in policies.Zip(expected))
        {
            using var response = await GetAsync(service, $"/for/{policy}", role is null ? null : Issuer.Token(role: role));
            Assert.AreEqual(status, (int)response.StatusCode, policy);
        }
    }

    private static Task<ServiceHost> StartAsync(params (string Key, string Value)[] settings)
        => ServiceHost.StartAsync(new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))) { ["Authentication:Jwks"] = Issuer.Jwks });

    private static Task<HttpResponseMessage> GetAsync(ServiceHost service, string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return service.Client.SendAsync(request);
    }

    /// <summary>The same claims with <c>"alg": "none"</c>.</summary>
    private static string Unsigned(string token) => $"eyJhbGciOiJub25lIn0.{token.Split('.')[1]}.";
}
