using System.Net.Http.Headers;
using LearnFlow.Tests.ServiceDefaults;

namespace LearnFlow.Tests.Security;

/// <summary>Every endpoint of the four services × every role, generated from the route tables; pages have tests of their own.</summary>
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
}
