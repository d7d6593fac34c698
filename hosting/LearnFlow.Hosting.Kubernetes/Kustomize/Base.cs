using LearnFlow.Hosting.Kubernetes.Custom;
using LearnFlow.Hosting.Kubernetes.Model;
using LearnFlow.Hosting.Kubernetes.Objects;

namespace LearnFlow.Hosting.Kubernetes.Kustomize;

/// <summary>What every cluster has: a file for each service, one for Dapr, one for the network.</summary>
internal static class Base
{
    private const string Folder = "base";

    public static async Task AddAsync(OutputTree tree, Cluster cluster, CancellationToken cancellationToken)
    {
        var options = cluster.Options;
        var files = new List<string>();
        Add("namespace", Namespace(options));
        Add("network", NetworkRules.DenyAll(options), NetworkRules.Names(options),
            cluster.Services.Any(w => w.Sidecar is not null) ? NetworkRules.ControlPlane(cluster) : null);
        foreach (var workload in cluster.Services)
        {
            Add(workload.Name, Services.Account(workload.Name, options), Configuration.Of(workload, options),
                workload.Ports.Count > 0 ? Services.Of(workload, options) : null, Deployments.Of(workload, options),
                NetworkRules.Of(workload, cluster),
                workload.Sidecar is { } sidecar ? DaprObjects.Configuration(workload, sidecar, cluster) : null,
                workload.Migrates ? Migrations.Of(workload, options) : null);
        }

        var dapr = new List<object>();
        foreach (var component in cluster.Components.Where(c => c.Options?.LocalPath is null))
            dapr.Add(await DaprObjects.ComponentAsync(component, cluster, cancellationToken).ConfigureAwait(false));
        Add("dapr", [.. dapr]);
        foreach (var file in DaprObjects.Files(cluster))
        {
            files.Add($"dapr-{Path.GetFileName(file)}");
            tree.AddText($"{Folder}/dapr-{Path.GetFileName(file)}", await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false));
        }
        tree.Add($"{Folder}/kustomization.yaml", Kustomization.Folder() with { Namespace = options.Namespace, Resources = files });

        void Add(string name, params object?[] objects)
        {
            if (tree.Add($"{Folder}/{name}.yaml", objects))
                files.Add($"{name}.yaml");
        }
    }

    /// <summary>Kubernetes itself refuses pods that ask for more than these do.</summary>
    private static V1Namespace Namespace(ClusterOptions options) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new()
        {
            Name = options.Namespace,
            Labels = new Dictionary<string, string>
            {
                ["pod-security.kubernetes.io/enforce"] = "restricted",
                ["pod-security.kubernetes.io/warn"] = "restricted",
            },
        },
    };
}
