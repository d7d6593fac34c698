using LearnFlow.Hosting.Kubernetes.Custom;
using LearnFlow.Hosting.Kubernetes.Model;
using LearnFlow.Hosting.Kubernetes.Objects;

namespace LearnFlow.Hosting.Kubernetes.Kustomize;

/// <summary>The two clusters there are: one's own machine, and production with servers that somebody else runs.</summary>
internal static class Overlays
{
    /// <summary>The overlay for a cluster on one's own machine.</summary>
    public const string LocalFolder = "overlays/local";

    /// <summary>Where its Secrets are, which git does not see.</summary>
    public const string SecretsFolder = "secrets";

    private const string ProductionFolder = "overlays/production", ObservabilityNamespace = "observability";

    public static async Task AddLocalAsync(OutputTree tree, Cluster cluster, CancellationToken cancellationToken)
    {
        var options = cluster.Options;
        var files = new List<string> { "../../base" };
        foreach (var server in cluster.Servers)
            Add(server.Name, [.. Servers.Of(server, options), NetworkRules.Of(server, cluster), NetworkRules.ToServer(server, cluster)]);
        if (cluster.HasTelemetry)
        {
            Add(WorkloadReader.Collector, [.. CollectorServer.Of(options), NetworkRules.Collector(cluster, CollectorServer.Port),
                NetworkRules.ToCollector(cluster, CollectorServer.Port, ofNamespace: null)]);
        }
        Add("ingress", [.. Components.Ingress(cluster, options.LocalHost, isTls: false)]);

        var secrets = await SecretFiles.OfAsync(cluster, ValueSources.Local, withServers: true, cancellationToken).ConfigureAwait(false);
        AddExamples(tree, LocalFolder, secrets);
        tree.Add($"{LocalFolder}/kustomization.yaml", Kustomization.Folder() with
        {
            Namespace = options.Namespace,
            Resources = files,
            Replicas = [.. cluster.Services.Select(w => new KustomizeReplicas(w.Name, w.Resource.GetReplicaCount()))],
            SecretGenerator = [.. secrets.Keys.Select(name => new SecretFile(name, [$"{SecretsFolder}/{name}.env"]))],
            // Dapr's objects name Secrets too, where Kustomize would not change the name.
            GeneratorOptions = new(true),
        });

        void Add(string name, params object?[] objects)
        {
            if (tree.Add($"{LocalFolder}/{name}.yaml", objects))
                files.Add($"{name}.yaml");
        }
    }

    public static async Task AddProductionAsync(OutputTree tree, Cluster cluster, IReadOnlyList<string> components, CancellationToken cancellationToken)
    {
        var options = cluster.Options;
        tree.Add($"{ProductionFolder}/scaling.yaml",
            cluster.Services.SelectMany(w => new object[] { Scaling.Autoscaler(w, options), Scaling.Budget(w, options) }));
        var outside = tree.Add($"{ProductionFolder}/outside.yaml",
            [
                .. cluster.Servers.Select(s => NetworkRules.ToManaged(s, cluster)),
                .. cluster.HasTelemetry
                    ? (object[])[NetworkRules.ToCollector(cluster, WorkloadReader.CollectorPort, ObservabilityNamespace),
                        Services.Alias(WorkloadReader.Collector, $"{WorkloadReader.Collector}.{ObservabilityNamespace}.svc.cluster.local", options)]
                    : [],
            ]);

        var patches = new List<PatchFile>();
        foreach (var component in cluster.Components)
        {
            if (DaprObjects.ManagedKafka(await DaprObjects.ComponentAsync(component, cluster, cancellationToken).ConfigureAwait(false)) is not { } managed)
                continue;
            patches.Add(new($"{component.Name}.yaml"));
            tree.Add($"{ProductionFolder}/{component.Name}.yaml", managed);
        }

        var secrets = await SecretFiles.OfAsync(cluster, ValueSources.Managed, withServers: false, cancellationToken).ConfigureAwait(false);
        AddExamples(tree, ProductionFolder, secrets);
        tree.Add($"{ProductionFolder}/kustomization.yaml", Kustomization.Folder() with
        {
            Namespace = options.Namespace,
            Resources = ["../../base", "scaling.yaml", .. outside ? ["outside.yaml"] : Array.Empty<string>()],
            Components = [.. components.Select(name => $"../../components/{name}")],
            Patches = patches.Count > 0 ? patches : null,
            Images = [.. cluster.Services.Where(w => w.Resource is ProjectResource).Select(w => w.Image).Distinct()
                .Select(image => new KustomizeImage(image, $"{options.Registry}/{image}", options.Tag))],
        });
    }

    /// <summary>What each Secret holds, with the places of its values.</summary>
    private static void AddExamples(OutputTree tree, string folder, SortedDictionary<string, string> secrets)
    {
        foreach (var (name, text) in secrets)
            tree.AddText($"{folder}/{SecretsFolder}.example/{name}.env", text);
    }
}
