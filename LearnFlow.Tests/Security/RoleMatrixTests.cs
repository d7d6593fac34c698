using System.Net.Http.Headers;
using LearnFlow.Tests.ServiceDefaults;
using LearnFlow.Tests.Web;
using LearnFlow.Web.Accounts;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Security;

/// <summary>Every endpoint of the five services × every role, generated from the route tables.</summary>
[TestClass]
public sealed class RoleMatrixTests
{
    private static readonly string[] s_people = [Roles.Guest, Roles.Learner, Roles.Teacher, Roles.Administrator];

    private static readonly Dictionary<string, string[]> s_mayCall = new()
    {
        [Policies.Anyone] = s_people,
        [Policies.Learner] = [Roles.Learner, Roles.Teacher, Roles.Administrator],
        [Policies.Teacher] = [Roles.Teacher, Roles.Administrator],
        [Policies.Administrator] = [Roles.Administrator],
        [Policies.Service] = [],
    };

    /// <summary>ASP.NET Core's own, in development: a file that was added after the build.</summary>
    private const string DevelopmentFiles = "/{**path:file}";

    /// <summary>What only other services may ask.</summary>
    private static readonly string[] s_forServices = ["exercises GET /exercises/{slug}/solution", "exercises POST /exercises/{slug}/verify"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Every_endpoint_lets_in_exactly_the_roles_of_its_policy_whoever_passes_the_token_on()
    {
        var issuer = new TestIssuer();
        var (failures, forServices) = (new List<string>(), new List<string>());
        foreach (var service in await RunningService.StartAllAsync(issuer, TestContext.CancellationToken))
        {
            await using var running = service;
            foreach (var endpoint in service.Endpoints.Where(endpoint => !EndpointKind.IsForSidecar(endpoint) && !EndpointKind.IsForAnybody(endpoint)))
            {
                foreach (var method in EndpointKind.MethodsOf(endpoint))
                {
                    var name = $"{service.Name} {method} {EndpointKind.RouteOf(endpoint)}";
                    if (EndpointKind.PolicyOf(endpoint) is not { } policy)
                    {
                        failures.Add($"{name} names no policy: say who may call it.");
                        continue;
                    }

                    if (policy == Policies.Service)
                    {
                        forServices.Add(name);
                    }

                    foreach (var role in s_people)
                    {
                        foreach (var caller in new[] { "web", "triage" })
                        {
                            using var request = EndpointKind.Request(method, endpoint);
                            request.Headers.Add("dapr-api-token", RunningService.SidecarToken);
                            request.Headers.Add("dapr-caller-app-id", caller);
                            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("somebody", role));
                            using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.CancellationToken);
                            var status = (int)response.StatusCode;
                            var may = policy == Policies.Service ? caller != "web" : s_mayCall[policy].Contains(role);
                            if (may ? status is 401 or 403 : status != 403)
                            {
                                failures.Add($"{name} answers {role} through {caller} with {status}; its policy is {policy}.");
                            }
                        }
                    }
                }
            }
        }

        Assert.IsEmpty(failures, string.Join('\n', failures));
        CollectionAssert.AreEquivalent(s_forServices, forServices);
    }

    [TestMethod]
    public async Task Every_page_and_endpoint_of_the_web_front_lets_in_exactly_the_roles_of_its_policy()
    {
        await using var site = await AccountSite.StartAsync();
        var endpoints = site.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !EndpointKind.IsForSidecar(endpoint) && !EndpointKind.IsForAnybody(endpoint) && EndpointKind.RouteOf(endpoint) != DevelopmentFiles).ToList();
        var (failures, refusals) = (new List<string>(), 0);
        foreach (var role in s_people)
        {
            using var visitor = await PersonAsync(site, role);
            foreach (var endpoint in endpoints)
            {
                // Without a policy of its own it is for visitors, and guests are visitors.
                var policy = EndpointKind.PolicyOf(endpoint) ?? (endpoint.Metadata.GetMetadata<VisitorAttribute>() is null ? null : Policies.Anyone);
                foreach (var method in EndpointKind.MethodsOf(endpoint))
                {
                    var name = $"{method} {EndpointKind.RouteOf(endpoint)}";
                    if (policy is null)
                    {
                        failures.Add($"{name} names no policy and is no page: say who may call it.");
                        continue;
                    }

                    using var request = EndpointKind.Request(method, endpoint);
                    using var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.CancellationToken);
                    var isRefused = (int)response.StatusCode is 401 or 403 || response.Headers.Location?.OriginalString.Contains("ReturnUrl=", StringComparison.OrdinalIgnoreCase) == true;
                    refusals += isRefused ? 1 : 0;
                    if (isRefused == s_mayCall[policy].Contains(role))
                    {
                        failures.Add($"{name} answers {role} with {(int)response.StatusCode} {response.Headers.Location}; its policy is {policy}.");
                    }
                }
            }
        }

        Assert.IsEmpty(failures, string.Join('\n', failures));
        Assert.IsGreaterThan(20, refusals);
    }

    private static async Task<HttpClient> PersonAsync(AccountSite site, string role)
    {
        if (role == Roles.Learner)
        {
            return (await site.SignedInAsync()).Visitor;
        }

        var visitor = site.Site.Visitor();
        if (role != Roles.Guest)
        {
            using var signedIn = await AccountSite.SignInAsync(visitor, DemoAccounts.All.Single(demo => demo.Role == role).Email, DemoAccounts.Password);
        }

        return visitor;
    }
}
