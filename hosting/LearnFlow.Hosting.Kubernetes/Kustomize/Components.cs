using LearnFlow.Hosting.Kubernetes.Gateway;
using LearnFlow.Hosting.Kubernetes.Model;
using LearnFlow.Hosting.Kubernetes.Objects;

namespace LearnFlow.Hosting.Kubernetes.Kustomize;

/// <summary>What an overlay may add: a way in (Kong, or any other ingress controller), ways out, a RuntimeClass.</summary>
internal static class Components
{
    private const string KongNamespace = "kong", IngressNamespace = "ingress-nginx";
    private static readonly string[] s_addressEndings = ["-endpoint", "-url", "-authority"];

    /// <summary>The component that lets the world in through Kong.</summary>
    public const string Kong = "kong";

    /// <returns>The components that the production overlay has.</returns>
    public static IReadOnlyList<string> Add(OutputTree tree, Cluster cluster)
    {
        var options = cluster.Options;
        var external = cluster.Services.Where(w => w.IsExternal).ToList();
        if (external.Count > 0)
        {
            AddComponent(Kong,
            [
                .. external.SelectMany(w => KongObjects.Of(w, GatewayPolicy.Of(w), Ingresses.Host(w, cluster, options.Host), options)),
                .. external.Select(w => NetworkRules.FromIngress(w, KongNamespace, options)),
            ]);
            AddComponent("ingress", [.. Ingress(cluster, options.Host, isTls: true)]);
        }

        foreach (var (name, users) in Addresses(cluster))
            AddComponent(name, [NetworkRules.ToInternet(name, users, options)]);

        foreach (var workload in cluster.Services)
        {
            if (workload.Options.RuntimeClass is not { } runtimeClass)
                continue;
            tree.Add($"components/{runtimeClass}/{workload.Name}.yaml", new V1Deployment
            {
                ApiVersion = "apps/v1",
                Kind = "Deployment",
                Metadata = new() { Name = workload.Name },
                Spec = new() { Template = new() { Spec = new() { RuntimeClassName = runtimeClass } } },
            });
        }
        foreach (var group in cluster.Services.Where(w => w.Options.RuntimeClass is not null).GroupBy(w => w.Options.RuntimeClass))
        {
            var patches = group.Select(w => new PatchFile($"{w.Name}.yaml"));
            tree.Add($"components/{group.Key}/kustomization.yaml", Kustomization.Component() with { Patches = [.. patches] });
        }
        return external.Count > 0 ? [Kong] : [];

        void AddComponent(string name, params object[] objects)
        {
            tree.Add($"components/{name}/objects.yaml", objects);
            tree.Add($"components/{name}/kustomization.yaml", Kustomization.Component() with { Resources = ["objects.yaml"] });
        }
    }

    /// <summary>The plain way in.</summary>
    public static IEnumerable<object> Ingress(Cluster cluster, string host, bool isTls)
    {
        var external = cluster.Services.Where(w => w.IsExternal).ToList();
        return
        [
            .. external.Select(w => Ingresses.Of(w, w.Name, Ingresses.Host(w, cluster, host), "nginx", isTls, cluster.Options)),
            .. external.Select(w => NetworkRules.FromIngress(w, IngressNamespace, cluster.Options)),
        ];
    }

    /// <summary>
    /// Parameters that are named for an address (<c>…-endpoint</c>, <c>…-url</c>, <c>…-authority</c>), with who uses them: services outside of the model.
    /// </summary>
    private static IEnumerable<(string Name, IReadOnlyList<Workload> Users)> Addresses(Cluster cluster) => cluster.Services
        .SelectMany(w => w.Variables.Values.SelectMany(ExpressionEvaluator.ReferencesOf).OfType<ParameterResource>().Distinct()
            .Select(p => (Parameter: p, Workload: w)))
        .Where(use => s_addressEndings.Any(ending => use.Parameter.Name.EndsWith(ending, StringComparison.Ordinal)))
        .GroupBy(use => use.Parameter.Name)
        .Select(g => (g.Key, (IReadOnlyList<Workload>)[.. g.Select(use => use.Workload)]));
}
