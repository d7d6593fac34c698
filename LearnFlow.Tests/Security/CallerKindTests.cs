using System.Net.Http.Headers;
using LearnFlow.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Tests.Security;

/// <summary>
/// What a sidecar delivers by itself and what it invokes for somebody are told apart, on every route of every service.
/// The routes come from the route tables, so that a new one cannot be forgotten.
/// </summary>
[TestClass]
public sealed class CallerKindTests
{
    private static readonly TestIssuer s_issuer = new();
    private static IReadOnlyList<RunningService> s_services = [];

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        s_services = [.. await RunningService.StartAllAsync(s_issuer, context.CancellationToken), await RunningService.StartWebAsync()];

    [ClassCleanup]
    public static async Task StopAsync()
    {
        foreach (var service in s_services)
        {
            await service.DisposeAsync();
        }
    }

    [TestMethod]
    public async Task An_invocation_never_reaches_a_route_that_is_the_sidecars_own()
    {
        var tried = await EachAsync(EndpointKind.IsForSidecar, async (service, method, endpoint) =>
        {
            foreach (var caller in new[] { "web", "triage", service.Name })
            {
                foreach (var token in new[] { null, s_issuer.Token(role: Roles.Guest), s_issuer.Token(role: Roles.Administrator) })
                {
                    Assert.AreEqual(401, await StatusAsync(service, method, endpoint, caller, token), $"{service.Name} {method} {EndpointKind.RouteOf(endpoint)} invoked by {caller}");
                }
            }
        });
        Assert.IsGreaterThanOrEqualTo(8, tried, "Subscriptions and event routes of the services were tried.");
    }

    [TestMethod]
    public async Task A_delivery_reaches_the_sidecars_routes()
    {
        await EachAsync(EndpointKind.IsForSidecar, async (service, method, endpoint) =>
            Assert.AreNotEqual(401, await StatusAsync(service, method, endpoint, caller: null, token: null), $"{service.Name} {method} {EndpointKind.RouteOf(endpoint)}"));
    }

    [TestMethod]
    public async Task A_delivery_is_nobody_on_every_other_route()
    {
        await EachAsync(endpoint => !EndpointKind.IsForSidecar(endpoint) && !EndpointKind.IsForAnybody(endpoint), async (service, method, endpoint) =>
        {
            if (service.Name != "web") // whoever calls the web front without a token is a guest
            {
                Assert.AreEqual(401, await StatusAsync(service, method, endpoint, caller: null, token: null), $"{service.Name} {method} {EndpointKind.RouteOf(endpoint)}");
            }
        });
    }

    [TestMethod]
    public async Task The_gateway_without_a_visitors_token_is_no_service()
    {
        await EachAsync(endpoint => !EndpointKind.IsForSidecar(endpoint) && !EndpointKind.IsForAnybody(endpoint), async (service, method, endpoint) =>
        {
            if (service.Name != "web")
            {
                Assert.AreEqual(401, await StatusAsync(service, method, endpoint, "web", token: null), $"{service.Name} {method} {EndpointKind.RouteOf(endpoint)}");
            }
        });
    }

    private static async Task<int> EachAsync(Func<RouteEndpoint, bool> which, Func<RunningService, string, RouteEndpoint, Task> tryAsync)
    {
        var tried = 0;
        foreach (var service in s_services)
        {
            foreach (var endpoint in service.Endpoints.Where(which))
            {
                foreach (var method in EndpointKind.MethodsOf(endpoint))
                {
                    await tryAsync(service, method, endpoint);
                    tried++;
                }
            }
        }

        return tried;
    }

    private static async Task<int> StatusAsync(RunningService service, string method, RouteEndpoint endpoint, string? caller, string? token)
    {
        using var request = EndpointKind.Request(method, endpoint);
        request.Headers.Add("dapr-api-token", RunningService.SidecarToken);
        if (caller is not null)
        {
            request.Headers.Add("dapr-caller-app-id", caller);
            request.Headers.Add("dapr-callee-app-id", service.Name);
        }

        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }
}
