using System.Net;
using System.Net.Http.Json;
using LearnFlow.Tests.Web;
using LearnFlow.Web.Security;

namespace LearnFlow.Tests.Security;

/// <summary>The budget is decided on the path that routing uses, by the address that a known proxy tells.</summary>
[TestClass]
public sealed class RateBudgetTests
{
    [TestMethod]
    [DataRow("/api/triage/help/")]
    [DataRow("/api/TRIAGE/Help")]
    [DataRow("/api/triage/%68elp")]
    [DataRow("/api/exercises/exercises/x/submissions/", "runs")]
    [DataRow("/api/sandbox/api/v2/execute/", "runs")]
    public async Task Another_spelling_is_taken_from_the_same_budget(string path, string budget = "help")
    {
        await using var site = await Site.StartAsync(("Gateway:Help:PerAddress", "7"), ("Gateway:Help:PerUser", "7"), ("Gateway:Runs:PerAddress", "8"), ("Gateway:Runs:PerUser", "8"));
        using var visitor = site.Visitor();

        using var response = await visitor.PostAsync(new Uri(site.Address, path), JsonContent.Create(new { code = "" }));

        Assert.AreEqual(budget == "help" ? "7" : "8", response.Headers.GetValues("RateLimit-Limit").Single());
    }

    [TestMethod]
    [DataRow("//help")]
    [DataRow("/api/triage//help")]
    [DataRow("/api/triage/%2e%2e/help", DisplayName = "encoded twice")]
    [DataRow("/api/triage/help%2F", DisplayName = "an encoded slash, which the server leaves")]
    [DataRow("/api/triage/help\\")]
    [DataRow("/api/triage/help\n")]
    [DataRow("/api/triage/.")]
    [DataRow("/practice", true)]
    [DataRow("/exercises/two-sum/", true)]
    [DataRow("/", true)]
    public void A_path_with_two_readings_is_refused(string path, bool isPlain = false) => Assert.AreEqual(isPlain, PlainPaths.IsPlain(path));

    [TestMethod]
    [DataRow(null, 2)]
    [DataRow("127.0.0.0/8", 3)]
    public async Task A_forwarded_address_counts_from_a_known_proxy_only(string? trusted, int allowed)
    {
        // The stranger connects from 127.0.0.1, which is trusted; so the proxy's own word is what counts, and only its last one.
        await using var site = await Site.StartAsync(
            ("ForwardedHeaders_Enabled", "true"), ("Gateway:Other:PerAddress", "2"), ("Gateway:Other:PerUser", "100"), ("Gateway:TrustedProxies:0", trusted ?? "10.0.0.0/8"));
        using var visitor = site.Visitor();
        var statuses = new List<HttpStatusCode>();
        foreach (var forwarded in new[] { "198.51.100.1, 203.0.113.9", "198.51.100.2, 203.0.113.9", trusted is null ? "198.51.100.3, 203.0.113.9" : "203.0.113.10" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/exercises/exercises");
            request.Headers.Add("X-Forwarded-For", forwarded);
            using var response = await visitor.SendAsync(request);
            statuses.Add(response.StatusCode);
        }

        Assert.AreEqual(allowed, statuses.Count(status => status == HttpStatusCode.OK));
    }

    [TestMethod]
    public void Nobody_is_a_known_proxy_but_this_machine_and_who_is_named()
    {
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();
        LearnFlow.Web.Gateway.TrustedProxies.AddTrustedProxies(services, new() { TrustedProxies = ["10.42.0.0/16"] });
        using var provider = Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions.BuildServiceProvider(services);
        var options = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Builder.ForwardedHeadersOptions>>(provider).Value;

        Assert.AreEqual(1, options.ForwardLimit);
        CollectionAssert.AreEquivalent(new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }, options.KnownProxies.ToList());
        Assert.AreEqual("10.42.0.0/16", options.KnownIPNetworks.Single().ToString());
    }
}
