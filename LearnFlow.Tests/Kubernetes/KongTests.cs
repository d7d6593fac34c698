using System.Text.RegularExpressions;
using LearnFlow.Web.Gateway;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>Kong enforces what Web's gateway policy says.</summary>
[TestClass]
[NeedsKubectl]
public sealed class KongTests
{
    private readonly GatewayPolicy _policy = new();

    [TestMethod]
    public async Task Each_budget_of_the_policy_is_a_plug_in_with_the_same_number()
    {
        var all = await Manifests.OfAsync("production");
        foreach (var rule in _policy.Rules)
        {
            var config = all.Kind("KongPlugin").Single(p => p.Name() == $"web-limit-{rule.Name}")["config"]!;
            Assert.AreEqual(rule.Budget.PerAddress, config["minute"]!.GetValue<int>());
            Assert.AreEqual("ip", config.Text("limit_by"));
        }
        var cors = all.Kind("KongPlugin").Single(p => p.Name() == "web-cors")["config"];
        Assert.AreSequenceEqual(["https://learnflow.example.com"], cors.Texts("origins").ToList());
        Assert.AreSequenceEqual(_policy.AllowedMethods.ToList(), cors.Texts("methods").ToList());
        Assert.AreEqual(_policy.AccessLog, all.Has("KongPlugin", "web-access-log"));
    }

    [TestMethod]
    [DataRow("POST", "/api/sandbox/runs", "runs")]
    [DataRow("POST", "/api/exercises/exercises/loops/submissions", "runs")]
    [DataRow("POST", "/api/triage/help", "help")]
    [DataRow("POST", "/account/login", "signin")]
    [DataRow("POST", "/api/exercises/classes", "other")]
    [DataRow("GET", "/api/sandbox/runs", "other")]
    public async Task A_request_meets_the_same_budget_in_Kong_and_in_Web(string method, string path, string budget)
    {
        Assert.AreEqual(budget, _policy.Rules.First(r => r.Fits(method, path)).Name);

        // A regular expression goes before a prefix (Kong, "Router").
        var routes = (await Manifests.OfAsync("production")).Kind("Ingress")
            .Where(i => (i["metadata"]!["annotations"].Text("konghq.com/methods") ?? method) == method)
            .SelectMany(i => i["spec"].List("rules").Single()["http"].List("paths").Select(p => (Ingress: i, Path: p.Text("path")!))).ToList();
        var route = routes.FirstOrDefault(r => r.Path.StartsWith("/~", StringComparison.Ordinal) && Regex.IsMatch(path, "^" + r.Path[2..])).Ingress
            ?? routes.Single(r => r.Path == "/").Ingress;
        Assert.Contains($"web-limit-{budget}", route["metadata"]!["annotations"].Text("konghq.com/plugins")!.Split(','));
    }
}
