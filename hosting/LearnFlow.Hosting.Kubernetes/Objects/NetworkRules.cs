using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>NetworkPolicies that allow the model's edges and nothing else.</summary>
/// <remarks>
/// A policy holds for a pod, the app and its sidecar alike. What only the sidecar needs (the control plane, the state store, the broker) is
/// therefore reachable by the app too; it has no credentials for them.
/// </remarks>
internal static class NetworkRules
{
    private const string NamespaceName = "kubernetes.io/metadata.name";

    /// <summary>Nobody connects to anybody.</summary>
    public static V1NetworkPolicy DenyAll(ClusterOptions options) => Policy("deny-all", options, new(), ["Ingress", "Egress"], null, null);

    /// <summary>Everybody may ask for addresses.</summary>
    public static V1NetworkPolicy Names(ClusterOptions options) => Policy("names", options, new(), ["Egress"], null,
    [
        new()
        {
            To = [new() { NamespaceSelector = Namespace("kube-system"), PodSelector = new() { MatchLabels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" } } }],
            Ports = [new() { Port = 53, Protocol = "UDP" }, new() { Port = 53, Protocol = "TCP" }],
        },
    ]);

    /// <summary>
    /// Sidecars speak to Dapr's control plane: the operator's API (6500), sentry (50001), placement (50005), scheduler (50006); these are the
    /// ports of its pods (dapr/dapr charts), not of its Services.
    /// </summary>
    public static V1NetworkPolicy ControlPlane(Cluster cluster) => Policy("dapr-control-plane", cluster.Options,
        Pods(cluster.Services.Where(w => w.Sidecar is not null)), ["Egress"], null,
        [new() { To = [new() { NamespaceSelector = Namespace("dapr-system") }], Ports = [Tcp(6500), Tcp(50001), Tcp(50005), Tcp(50006)] }]);

    /// <summary>What comes to a workload and what it connects to; null when there is neither.</summary>
    public static V1NetworkPolicy? Of(Workload workload, Cluster cluster)
    {
        var into = cluster.Edges.Where(e => e.To == workload).GroupBy(e => e.Port).Select(g =>
            new V1NetworkPolicyIngressRule { FromProperty = [Peer([.. g.Select(e => e.From.Name), .. g.SelectMany(Migration)])], Ports = [Tcp(g.Key)] }).ToList();
        var outOf = Egress(cluster.Edges.Where(e => e.From == workload && !e.To.IsServer));
        return into.Count + outOf.Count == 0 ? null : Policy(workload.Name, cluster.Options, Labels.Selector(workload.Name), Types(into.Count, outOf.Count), into, outOf);
    }

    /// <summary>The way to a server in the cluster, for everybody who has an edge to it; the overlay with the server has it.</summary>
    public static V1NetworkPolicy ToServer(Workload server, Cluster cluster) => Policy($"to-{server.Name}", cluster.Options, Clients(server, cluster),
        ["Egress"], null, Egress(cluster.Edges.Where(e => e.To == server).DistinctBy(e => e.Port)));

    /// <summary>The way to a server elsewhere: its port, in the networks that the configuration names.</summary>
    public static V1NetworkPolicy ToManaged(Workload server, Cluster cluster) => Policy($"to-{server.Name}", cluster.Options, Clients(server, cluster), ["Egress"], null,
        [new() { To = [.. server.Options.Networks.Select(n => new V1NetworkPolicyPeer { IpBlock = new() { Cidr = n } })], Ports = [.. cluster.Edges.Where(e => e.To == server).Select(e => e.Port).Distinct().Order().Select(Tcp)] }]);

    /// <summary>The way to addresses outside of the model, over HTTPS, but not to private networks.</summary>
    public static V1NetworkPolicy ToInternet(string name, IEnumerable<Workload> from, ClusterOptions options) => Policy(name, options, Pods(from), ["Egress"], null,
        [new() { To = [new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"] } }], Ports = [Tcp(443)] }]);

    /// <summary>The way to the telemetry collector: pods of this namespace, or of another.</summary>
    public static V1NetworkPolicy ToCollector(Cluster cluster, int port, string? ofNamespace) => Policy("to-otel-collector", cluster.Options,
        Pods(cluster.Services.Where(w => w.HasTelemetry)), ["Egress"], null,
        [new() { To = [ofNamespace is null ? Peer([WorkloadReader.Collector]) : new() { NamespaceSelector = Namespace(ofNamespace) }], Ports = [Tcp(port)] }]);

    /// <summary>What the collector hears.</summary>
    public static V1NetworkPolicy Collector(Cluster cluster, int port) => Policy(WorkloadReader.Collector, cluster.Options, Labels.Selector(WorkloadReader.Collector), ["Ingress"],
        [new() { FromProperty = [Peer(cluster.Services.Where(w => w.HasTelemetry).Select(w => w.Name))], Ports = [Tcp(port)] }], null);

    /// <summary>The way in for an ingress controller.</summary>
    public static V1NetworkPolicy FromIngress(Workload workload, string controllerNamespace, ClusterOptions options) => Policy($"{workload.Name}-from-outside", options,
        Labels.Selector(workload.Name), ["Ingress"],
        [new() { FromProperty = [new() { NamespaceSelector = Namespace(controllerNamespace) }], Ports = [.. workload.Ports.Where(p => p is { IsExternal: true, IsHttp: true }).Select(p => Tcp(p.TargetPort))] }], null);

    private static List<V1NetworkPolicyEgressRule> Egress(IEnumerable<Edge> edges) => [.. edges.GroupBy(e => e.Port).Select(g =>
        new V1NetworkPolicyEgressRule { To = [Peer(g.Select(e => e.To.Name))], Ports = [Tcp(g.Key)] })];

    /// <summary>Who connects to a server: services, and the migrations of those that have any.</summary>
    private static V1LabelSelector Clients(Workload server, Cluster cluster)
    {
        var edges = cluster.Edges.Where(e => e.To == server).ToList();
        return AnyOf([.. edges.Select(e => e.From.Name), .. edges.SelectMany(Migration)]);
    }

    /// <summary>A migration has its service's way to the database.</summary>
    private static IEnumerable<string> Migration(Edge edge) => edge.From.Migrates && edge.To.Resource is PostgresServerResource ? [edge.From.MigrationName] : [];

    private static V1LabelSelector Pods(IEnumerable<Workload> workloads) => AnyOf(workloads.Select(w => w.Name));

    private static V1NetworkPolicyPeer Peer(IEnumerable<string> names) => new() { PodSelector = AnyOf(names) };

    private static V1LabelSelector AnyOf(IEnumerable<string> names) => names.Distinct().Order(StringComparer.Ordinal).ToList() switch
    {
        [var one] => Labels.Selector(one),
        var several => new() { MatchExpressions = [new() { Key = Labels.Name, OperatorProperty = "In", Values = several }] },
    };

    private static V1LabelSelector Namespace(string name) => new() { MatchLabels = new Dictionary<string, string> { [NamespaceName] = name } };

    private static V1NetworkPolicyPort Tcp(int port) => new() { Port = port, Protocol = "TCP" };

    private static List<string> Types(int into, int outOf) => (into, outOf) switch { (> 0, > 0) => ["Ingress", "Egress"], (> 0, _) => ["Ingress"], _ => ["Egress"] };

    private static V1NetworkPolicy Policy(string name, ClusterOptions options, V1LabelSelector pods, List<string> types,
        List<V1NetworkPolicyIngressRule>? into, List<V1NetworkPolicyEgressRule>? outOf) => new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "NetworkPolicy",
            Metadata = Labels.Meta(name, options, "network"),
            Spec = new() { PodSelector = pods, PolicyTypes = types, Ingress = into is { Count: > 0 } ? into : null, Egress = outOf is { Count: > 0 } ? outOf : null },
        };
}
