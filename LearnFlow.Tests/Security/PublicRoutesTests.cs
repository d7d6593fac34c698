using System.Net;
using LearnFlow.Tests.ServiceDefaults;
using LearnFlow.Tests.Web;
using LearnFlow.Web.Gateway;

namespace LearnFlow.Tests.Security;

/// <summary>The gateway forwards what services offer to people, and nothing else.</summary>
[TestClass]
public sealed class PublicRoutesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_gateways_list_is_what_the_services_offer()
    {
        var offered = new List<string>();
        foreach (var service in await RunningService.StartAllAsync(new TestIssuer(), TestContext.CancellationToken))
        {
            await using (service)
            {
                offered.AddRange(
                    from endpoint in service.Endpoints
                    let policy = EndpointKind.PolicyOf(endpoint)
                    where !EndpointKind.IsForSidecar(endpoint) && !EndpointKind.IsForAnybody(endpoint) && EndpointKind.ForPeople.Contains(policy)
                    from method in EndpointKind.MethodsOf(endpoint)
                    select $"{service.Name} {method} {EndpointKind.RouteOf(endpoint)} {policy}");
            }
        }

        offered.Sort(StringComparer.Ordinal);
        var file = Path.Combine(Repository.Root, "LearnFlow.Web", "Gateway", "public-routes.txt");
        if (Environment.GetEnvironmentVariable("LEARNFLOW_UPDATE_ROUTES") == "1")
        {
            await File.WriteAllLinesAsync(file, offered, TestContext.CancellationToken);
        }

        CollectionAssert.AreEqual(
            offered, PublicRoutes.All.Select(route => route.ToString()).ToList(),
            $"A service offers something else than the gateway forwards. Read what changed, then run this test with LEARNFLOW_UPDATE_ROUTES=1, which writes {file}, and build again.");
    }

    [TestMethod]
    [DataRow("POST", "/api/triage/events/learning")]
    [DataRow("POST", "/api/exercises/events/learning")]
    [DataRow("GET", "/api/triage/dapr/subscribe")]
    [DataRow("GET", "/api/exercises/dapr/subscribe")]
    [DataRow("GET", "/api/sandbox/health")]
    [DataRow("GET", "/api/sandbox/alive")]
    [DataRow("GET", "/api/exercises/exercises/any/solution")]
    [DataRow("POST", "/api/exercises/exercises/any/verify")]
    [DataRow("DELETE", "/api/exercises/exercises")]
    [DataRow("GET", "/api/web/events/struggles")]
    [DataRow("GET", "/api/exercises/exercises/%252e%252e/events")]
    [DataRow("POST", "/api/triage//help")]
    [DataRow("POST", "/api/triage/%252e%252e/help")]
    [DataRow("POST", "/api/triage/x%2f..%2fhelp")]
    [DataRow("POST", "/api/triage/x%5c..%5chelp")]
    public async Task What_is_not_on_the_list_is_not_there(string method, string path)
    {
        await using var site = await Site.StartAsync();
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(site.Address, path)) { Content = new StringContent("{}") };

        using var response = await visitor.SendAsync(request, TestContext.CancellationToken);

        Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode);
        Assert.IsEmpty(site.Sidecar.Requests, "It went to the sidecar.");
    }
}
