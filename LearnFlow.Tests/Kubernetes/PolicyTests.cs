using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>What must hold for every pod, and every name that an object mentions.</summary>
[TestClass]
[NeedsKubectl]
public sealed partial class PolicyTests
{
    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task No_pod_has_a_right_that_it_does_not_need(string overlay)
    {
        foreach (var pods in (await Manifests.OfAsync(overlay)).Pods)
        {
            var security = pods.Spec["securityContext"];
            Assert.IsTrue(security!["runAsNonRoot"]!.GetValue<bool>(), pods.Name);
            Assert.IsGreaterThan(0, security["runAsUser"]!.GetValue<int>(), pods.Name);
            Assert.AreEqual("RuntimeDefault", security["seccompProfile"].Text("type"), pods.Name);
            Assert.IsFalse(pods.Spec["automountServiceAccountToken"]!.GetValue<bool>(), pods.Name);
            foreach (var container in pods.Containers)
            {
                var rights = container["securityContext"];
                Assert.IsTrue(rights!["readOnlyRootFilesystem"]!.GetValue<bool>(), pods.Name);
                Assert.IsFalse(rights["allowPrivilegeEscalation"]!.GetValue<bool>(), pods.Name);
                Assert.AreEqual("ALL", rights["capabilities"].Texts("drop").Single(), pods.Name);
                Assert.IsNotNull(container["resources"]!["limits"].Text("memory"), pods.Name);
                Assert.IsNotNull(container["resources"]!["requests"].Text("cpu"), pods.Name);
                Assert.IsNotNull(container["resources"]!["requests"].Text("memory"), pods.Name);
            }
        }
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task What_serves_has_three_probes_of_ports_that_it_has_and_time_to_end(string overlay)
    {
        foreach (var pods in (await Manifests.OfAsync(overlay)).Pods.Where(p => p.Owner.Kind() != "Job"))
        {
            var container = pods.Spec.List("containers").Single();
            foreach (var name in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
            {
                var probe = container[name];
                Assert.IsNotNull(probe, $"{pods.Name} {name}");
                if ((probe["httpGet"] ?? probe["tcpSocket"]) is { } asked)
                    Assert.Contains(asked.Text("port"), container.List("ports").Select(p => p.Text("name")), $"{pods.Name} {name}");
            }
            if (pods.HasSidecar)
            {
                var sidecar = int.Parse(pods.Annotations.Text("dapr.io/graceful-shutdown-seconds")!, null);
                Assert.IsGreaterThan(sidecar + 40, pods.Spec["terminationGracePeriodSeconds"]!.GetValue<int>(), pods.Name);
                Assert.AreEqual("40s", pods.Annotations.Text("dapr.io/block-shutdown-duration"));
            }
        }
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task No_ConfigMap_holds_a_secret_and_no_file_of_git_its_value(string overlay)
    {
        foreach (var map in (await Manifests.OfAsync(overlay)).Kind("ConfigMap"))
            foreach (var (key, value) in map["data"]!.AsObject())
                Assert.IsFalse(Secretive().IsMatch($"{key}={value}"), $"{map.Name()}: {key}");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Manifests.Deploy, "overlays", overlay, "secrets.example")))
            foreach (var line in (await File.ReadAllLinesAsync(file)).Where(l => Secretive().IsMatch(l) && !l.StartsWith('#')))
                Assert.IsTrue(Place().IsMatch(line), $"{file}: {line}");
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task Every_name_that_an_object_mentions_is_there(string overlay)
    {
        var all = await Manifests.OfAsync(overlay);
        // In production Secrets come from elsewhere; the examples say which there must be.
        var secrets = Directory.EnumerateFiles(Path.Combine(Manifests.Deploy, "overlays", overlay, "secrets.example"))
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f)!, File.ReadAllLines)
            .ToDictionary(f => f.Key, f => f.Value.Where(l => !l.StartsWith('#')).Select(l => l.Split('=')[0]).ToList());
        // What cert-manager and an operator of Kong make.
        string[] others = ["web-tls", "web-jwt-key"];

        foreach (var pods in all.Pods)
        {
            Assert.IsTrue(all.Has("ServiceAccount", pods.Spec.Text("serviceAccountName")), pods.Name);
            foreach (var container in pods.Containers)
            {
                foreach (var source in container.List("envFrom"))
                {
                    if (source["configMapRef"] is { } map)
                        Assert.IsTrue(all.Has("ConfigMap", map.Text("name")), $"{pods.Name}: {map}");
                    if (source["secretRef"] is { } secret)
                        Assert.IsTrue(secrets.ContainsKey(secret.Text("name")!), $"{pods.Name}: {secret}");
                }
                foreach (var key in container.List("env").Select(e => e["valueFrom"]?["secretKeyRef"]).OfType<JsonNode>())
                    Assert.Contains(key.Text("key"), secrets[key.Text("name")!], pods.Name);
                foreach (var mount in container.List("volumeMounts"))
                    Assert.Contains(mount.Text("name"), pods.Spec.List("volumes").Select(v => v.Text("name")).Append("data"), pods.Name);
            }
            foreach (var map in pods.Spec.List("volumes").Select(v => v["configMap"]).OfType<JsonNode>())
                Assert.IsTrue(all.Has("ConfigMap", map.Text("name")), pods.Name);
            if (!pods.HasSidecar)
                continue;
            Assert.IsTrue(all.Has("Configuration", pods.Annotations.Text("dapr.io/config")), pods.Name);
            Assert.Contains("token", secrets[pods.Annotations.Text("dapr.io/api-token-secret")!], pods.Name);
            Assert.Contains("token", secrets[pods.Annotations.Text("dapr.io/app-token-secret")!], pods.Name);
            Assert.Contains(int.Parse(pods.Annotations.Text("dapr.io/app-port")!, null), pods.Ports, pods.Name);
        }

        var apps = all.Pods.Where(p => p.HasSidecar).Select(p => p.Annotations.Text("dapr.io/app-id")!).ToList();
        foreach (var component in all.Kind("Component"))
        {
            Assert.IsEmpty(component.Texts("scopes").Except(apps), component.Name());
            foreach (var key in component["spec"].List("metadata").Select(m => m["secretKeyRef"]).OfType<JsonNode>())
                Assert.Contains(key.Text("key"), secrets[key.Text("name")!], component.Name());
            if (component["spec"].List("metadata").FirstOrDefault(m => m.Text("name") == "outboxPublishPubsub") is { } outbox)
                Assert.IsTrue(all.Has("Component", outbox.Text("value")), component.Name());
        }
        foreach (var caller in all.Kind("Configuration").SelectMany(c => c["spec"]!["accessControl"].List("policies")))
            Assert.Contains(caller.Text("appId"), apps);
        foreach (var ingress in all.Kind("Ingress"))
        {
            foreach (var backend in ingress["spec"].List("rules").SelectMany(r => r["http"].List("paths")).Select(p => p["backend"]!["service"]!))
            {
                var service = all.Kind("Service").Single(s => s.Name() == backend.Text("name"));
                Assert.Contains(backend["port"].Text("name"), service["spec"].List("ports").Select(p => p.Text("name")), ingress.Name());
            }
            foreach (var tls in ingress["spec"].List("tls"))
                Assert.Contains(tls.Text("secretName"), others);
            foreach (var plugin in (ingress["metadata"]!["annotations"].Text("konghq.com/plugins") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
                Assert.IsTrue(all.Has("KongPlugin", plugin), $"{ingress.Name()}: {plugin}");
        }
        foreach (var plugin in all.Kind("KongPlugin").Where(p => p.Text("plugin") == "jwt"))
            Assert.IsTrue(all.Has("KongConsumer", plugin["config"].Text("anonymous")), plugin.Name());
        foreach (var credential in all.Kind("KongConsumer").SelectMany(c => c.Texts("credentials")))
            Assert.Contains(credential, others);
        foreach (var scaler in all.Kind("HorizontalPodAutoscaler"))
            Assert.IsTrue(all.Has("Deployment", scaler["spec"]!["scaleTargetRef"].Text("name")), scaler.Name());
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("production")]
    public async Task Selectors_select_the_pods_that_they_mean_and_their_ports(string overlay)
    {
        var all = await Manifests.OfAsync(overlay);
        foreach (var owner in all.Kind("Deployment", "StatefulSet"))
            Assert.IsTrue(owner["spec"]!["selector"].Selects(new Pods(owner).Labels), owner.Name());
        foreach (var service in all.Kind("Service").Where(s => s["spec"].Text("type") != "ExternalName"))
        {
            var selector = new JsonObject { ["matchLabels"] = service["spec"]!["selector"]!.DeepClone() };
            var selected = all.Pods.Single(p => selector.Selects(p.Labels));
            var names = selected.Spec.List("containers").SelectMany(c => c.List("ports")).Select(p => p.Text("name")).ToList();
            foreach (var port in service["spec"].List("ports"))
                Assert.Contains(port.Text("targetPort"), names, service.Name());
        }
        foreach (var budget in all.Kind("PodDisruptionBudget", "NetworkPolicy"))
        {
            var selector = budget["spec"]!["selector"] ?? budget["spec"]!["podSelector"];
            Assert.IsNotEmpty(all.Pods.Where(p => selector.Selects(p.Labels)), budget.Name());
        }
        if (overlay == "production")
        {
            foreach (var deployment in all.Kind("Deployment"))
            {
                Assert.IsTrue(all.Has("HorizontalPodAutoscaler", deployment.Name()) && all.Has("PodDisruptionBudget", deployment.Name()), deployment.Name());
                Assert.IsNull(deployment["spec"]!["replicas"], "the autoscaler's number would be undone at each kubectl apply");
            }
        }
    }

    /// <summary>A place to fill in where a secret would be.</summary>
    [GeneratedRegex("(token|password|key)=.?<[a-z -]+>|:<[a-z-]+-password>@", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    /// <summary>Words that a secret's line has.</summary>
    [GeneratedRegex("password|token|key=|secret=|Key\":", RegexOptions.IgnoreCase)]
    private static partial Regex Secretive();
}
