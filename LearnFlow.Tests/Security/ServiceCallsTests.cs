using System.Net.Http.Headers;
using Dapr.Client;
using LearnFlow.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Security;

/// <summary>The token of the person being served is part of every call between services.</summary>
[TestClass]
public sealed class ServiceCallsTests
{
    private static readonly TestIssuer s_issuer = new();

    [TestMethod]
    public async Task The_learners_token_is_passed_on_through_the_sidecar_and_nothing_else_of_the_request()
    {
        Dictionary<string, string>? received = null;
        await using var sidecar = await ServiceHost.StartAsync(new() { ["Authentication:Jwks"] = s_issuer.Jwks }, map: app => app.MapPost("/v1.0/invoke/sandbox/method/check", (HttpContext context) =>
        {
            received = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            return $"{context.Request.Path}{context.Request.QueryString}";
        }).AllowAnonymous());
        var dapr = new DaprClientBuilder().UseHttpEndpoint(sidecar.Client.BaseAddress!.ToString()).UseDaprApiToken("sidecars-token").Build();
        using var client = dapr.CreateServiceClient("sandbox");
        await using var service = await ServiceHost.StartAsync(new() { ["Authentication:Jwks"] = s_issuer.Jwks }, map: app =>
            app.MapGet("/ask", async () => await (await client.PostAsync("/check?x=1", null)).Content.ReadAsStringAsync()));
        var token = s_issuer.Token("ada", Roles.Guest);
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        service.Client.DefaultRequestHeaders.Add("Cookie", "a=b");

        var answer = await service.Client.GetStringAsync("/ask");

        Assert.AreEqual("/v1.0/invoke/sandbox/method/check?x=1", answer);
        Assert.AreEqual($"Bearer {token}", received!["Authorization"]);
        Assert.AreEqual("sidecars-token", received["dapr-api-token"]);
        Assert.IsFalse(received.ContainsKey("Cookie"));
    }

    [TestMethod]
    public async Task A_service_that_acts_for_somebody_has_their_role_and_is_known_as_a_service()
    {
        await using var service = await ServiceHost.StartAsync(
            new() { ["Authentication:Jwks"] = s_issuer.Jwks, ["APP_API_TOKEN"] = "t" },
            map: app => app.MapGet("/who", (HttpContext context) =>
                $"{context.LearnerIdOrNull()} {context.User.FindFirst(Principals.Role)?.Value} {context.CallingService()}").RequireAuthorization(Policies.Service));

        Assert.AreEqual("ada guest triage", await AskAsync(service, "triage", s_issuer.Token("ada", Roles.Guest)));
        Assert.AreEqual(" service triage", await AskAsync(service, "triage", null));
        Assert.AreEqual("Forbidden", await AskAsync(service, "web", s_issuer.Token("ada", Roles.Administrator)));
        Assert.AreEqual("Forbidden", await AskAsync(service, null, s_issuer.Token("ada", Roles.Administrator)));
        Assert.AreEqual("Unauthorized", await AskAsync(service, "web", null));
    }

    [TestMethod]
    public void What_a_service_runs_for_a_learner_waits_in_their_turn_and_is_no_attempt()
    {
        var own = new DefaultHttpContext { User = Principals.Create("ada", Roles.Guest, "test") };
        var passedOn = new DefaultHttpContext { User = Principals.ActingFor(own.User, "triage") };
        passedOn.Request.Headers.Authorization = "Bearer ada's";

        Assert.AreEqual(new LearnFlow.Sandbox.Run.Caller("ada", IsAttempt: true), LearnFlow.Sandbox.Run.Caller.Of(own));
        Assert.AreEqual(new LearnFlow.Sandbox.Run.Caller("ada", IsAttempt: false), LearnFlow.Sandbox.Run.Caller.Of(passedOn));
    }

    private static async Task<string> AskAsync(ServiceHost service, string? caller, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.Add("dapr-api-token", "t");
        if (caller is not null)
        {
            request.Headers.Add("dapr-caller-app-id", caller);
        }

        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await service.Client.SendAsync(request);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : response.StatusCode.ToString();
    }
}
