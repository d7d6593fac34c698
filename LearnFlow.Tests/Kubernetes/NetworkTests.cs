using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>Allowed connections: computed from the policies, and from the services' code and the manifest.</summary>
[TestClass]
[NeedsKubectl]
public sealed partial class NetworkTests
{
    private const int SidecarPort = 50002;

    private static readonly string[] s_services = ["sandbox", "concepts", "exercises", "triage", "web"];

    [TestMethod]
    public async Task The_policies_allow_exactly_what_the_code_and_the_manifest_connect()
    {
        var all = await Manifests.OfAsync("local");
        var pods = all.Pods.ToList();
        var into = Rules(all, "ingress", "from");
        var outOf = Rules(all, "egress", "to");

        // Each side alone, so that a rule whose other half is missing is seen.
        var allowedOut = Connections(pods, (from, to, port) => Allows(outOf, from, to, port));
        var allowedIn = Connections(pods, (from, to, port) => Allows(into, to, from, port));
        var expected = Invocations().Select(call => $"{call.From} → {call.To}:{SidecarPort}").Concat(Servers())
            .Concat(s_services.Select(s => $"{s} → otel-collector:18889")).Order(StringComparer.Ordinal).ToList();

        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', allowedOut));
        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', allowedIn));
    }

    [TestMethod]
    public async Task A_sidecar_takes_calls_from_those_that_call_it_in_the_code()
    {
        var all = await Manifests.OfAsync("production");
        foreach (var service in s_services)
        {
            var control = all.Kind("Configuration").Single(c => c.Name() == $"{service}-sidecar")["spec"]!["accessControl"];
            Assert.AreEqual("deny", control.Text("defaultAction"));
            Assert.AreSequenceEqual(Invocations().Where(c => c.To == service).Select(c => c.From).Order().ToList(),
                control.List("policies").Select(p => p.Text("appId")!).Order().ToList(), service);
        }
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task No_pod_of_the_sandbox_reaches_the_internet(string overlay)
    {
        var all = await Manifests.OfAsync(overlay, "ai-endpoint");
        var sandbox = all.Pods.Single(p => p.Name == "sandbox").Labels;
        var rules = Rules(all, "egress", "to").Where(r => r.Pods.Selects(sandbox)).Select(r => r.Rule)
            .Where(r => r.List("to").Any(to => to["ipBlock"] is not null)).ToList();
        foreach (var to in rules.SelectMany(r => r.List("to")))
            Assert.Contains(to["ipBlock"].Text("cidr"), ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
        Assert.AreSequenceEqual(overlay == "local" ? [] : [5432, 9092],
            rules.SelectMany(r => r.List("ports")).Select(p => p["port"]!.GetValue<int>()).Distinct().Order().ToList());
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task Only_web_is_reached_from_outside_and_everything_else_is_denied(string overlay)
    {
        var all = await Manifests.OfAsync(overlay);
        var fromOutside = all.Kind("NetworkPolicy")
            .Where(p => p["spec"].List("ingress").Any(r => r.List("from").Any(f => f["podSelector"] is null))).Select(p => p.Name());
        Assert.AreSequenceEqual(["web-from-outside"], fromOutside.ToList());
        var deny = all.Kind("NetworkPolicy").Single(p => p.Name() == "deny-all")["spec"];
        Assert.AreSequenceEqual(["Ingress", "Egress"], deny.Texts("policyTypes").ToList());
        Assert.IsTrue(all.Pods.All(p => deny!["podSelector"].Selects(p.Labels)));
    }

    /// <summary>Calls through Dapr that the services' code makes.</summary>
    private static List<(string From, string To)> Invocations()
    {
        var calls = new HashSet<(string, string)>();
        foreach (var service in s_services)
        {
            var folder = Path.Combine(Repository.Root, $"LearnFlow.{char.ToUpperInvariant(service[0])}{service[1..]}");
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
                foreach (Match call in Call().Matches(File.ReadAllText(file)))
                    calls.Add((service, call.Groups[1].Value));
            // ServiceDefaults: the keys of tokens (WebSigningKeys); Web has its own.
            if (service != "web")
                calls.Add((service, "web"));
        }
        foreach (var to in LearnFlow.Web.Gateway.GatewayRoutes.Services)
            calls.Add(("web", to));
        return [.. calls];
    }

    /// <summary>Connections to servers that the manifest has: by variables, and by the components of each sidecar.</summary>
    private static HashSet<string> Servers()
    {
        var resources = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "aspire-manifest.json")))!["resources"]!.AsObject();
        var found = new HashSet<string>();
        foreach (var (name, resource) in resources)
        {
            if (resource.Text("type") == "project.v0" && resource!["env"]!.ToJsonString().Contains("{postgres.bindings", StringComparison.Ordinal))
            {
                found.Add($"{name} → postgres:5432");
                found.Add($"{name}-migrate → postgres:5432");
            }
            foreach (var component in resource!["dapr"].Texts("components"))
                found.Add($"{resource["dapr"].Text("application")} → {(component == "pubsub" ? "kafka:9092" : "postgres:5432")}");
        }
        return found;
    }

    private static List<string> Connections(List<Pods> pods, Func<JsonObject, JsonObject, int, bool> isAllowed) =>
    [
        .. (from a in pods from b in pods where a != b from port in b.Ports.Distinct() where isAllowed(a.Labels, b.Labels, port) select $"{a.Name} → {b.Name}:{port}")
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool Allows(IEnumerable<(JsonNode Pods, JsonObject Rule, string Peers)> rules, JsonObject self, JsonObject other, int port) =>
        rules.Any(r => r.Pods.Selects(self) && r.Rule.List("ports").Any(p => p["port"]!.GetValue<int>() == port)
            && r.Rule.List(r.Peers).Any(peer => peer["namespaceSelector"] is null && peer["podSelector"] is { } selector && selector.Selects(other)));

    private static List<(JsonNode Pods, JsonObject Rule, string Peers)> Rules(Manifests all, string direction, string peers) =>
    [
        .. all.Kind("NetworkPolicy").SelectMany(p => p["spec"].List(direction).Select(rule => (p["spec"]!["podSelector"]!, rule, peers))),
    ];

    [GeneratedRegex(@"CreateServiceClient\(""(\w+)""\)")]
    private static partial Regex Call();
}
