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

    private static readonly string[] s_private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"];

    /// <summary>Default deny, ingress and egress.</summary>
    public static V1NetworkPolicy DenyAll(ClusterOptions options) => Policy("deny-all", options, new(), ["Ingress", "Egress"]);

    /// <summary>Every pod may ask for addresses.</summary>
    public static V1NetworkPolicy Names(ClusterOptions options)
    {
        var dns = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" } };
        return Policy("names", options, new(), outOf:
        [
            new()
            {
                To = [new() { NamespaceSelector = Namespace("kube-system"), PodSelector = dns }],
                Ports = [new() { Port = 53, Protocol = "UDP" }, Tcp(53)],
            },
        ]);
    }

    /// <summary>
    /// Sidecars speak to Dapr's control plane: the operator's API (6500), sentry (50001), placement (50005), scheduler (50006); these are the
    /// ports of its pods (dapr/dapr charts), not of its Services.
    /// </summary>
    public static V1NetworkPolicy ControlPlane(Cluster cluster) => Policy("dapr-control-plane", cluster.Options,
        Pods(cluster.Services.Where(w => w.Sidecar is not null)),
        outOf: [Out(new() { NamespaceSelector = Namespace("dapr-system") }, 6500, 50001, 50005, 50006)]);

    /// <summary>What comes to a workload and what it connects to; null when there is neither.</summary>
    public static V1NetworkPolicy? Of(Workload workload, Cluster cluster)
    {
        var into = cluster.Edges.Where(e => e.To == workload).GroupBy(e => e.Port).Select(g => In(Peer(g.SelectMany(Names)), g.Key)).ToList();
        var outOf = Egress(cluster.Edges.Where(e => e.From == workload && !e.To.IsServer));
        return into.Count + outOf.Count == 0 ? null : Policy(workload.Name, cluster.Options, Labels.Selector(workload.Name), into, outOf);
    }

    /// <summary>The way to a server in the cluster, for everybody who has an edge to it; the overlay with the server has it.</summary>
    public static V1NetworkPolicy ToServer(Workload server, Cluster cluster) => Policy($"to-{server.Name}", cluster.Options,
        Clients(server, cluster), outOf: Egress(cluster.Edges.Where(e => e.To == server).DistinctBy(e => e.Port)));

    /// <summary>The way to a server elsewhere: its port, in the networks that the configuration names.</summary>
    public static V1NetworkPolicy ToManaged(Workload server, Cluster cluster) => Policy($"to-{server.Name}", cluster.Options,
        Clients(server, cluster), outOf:
        [
            new()
            {
                To = [.. server.Options.Networks.Select(n => new V1NetworkPolicyPeer { IpBlock = new() { Cidr = n } })],
                Ports = [.. cluster.Edges.Where(e => e.To == server).Select(e => e.Port).Distinct().Order().Select(Tcp)],
            },
        ]);

    /// <summary>The way to addresses outside of the model, over HTTPS, but not to private networks.</summary>
    public static V1NetworkPolicy ToInternet(string name, IEnumerable<Workload> from, ClusterOptions options) => Policy(name, options,
        Pods(from), outOf: [Out(new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = s_private } }, 443)]);

    /// <summary>The way to the telemetry collector: pods of this namespace, or of another.</summary>
    public static V1NetworkPolicy ToCollector(Cluster cluster, int port, string? ofNamespace) => Policy("to-otel-collector", cluster.Options,
        Pods(Reporting(cluster)),
        outOf: [Out(ofNamespace is null ? Peer([WorkloadReader.Collector]) : new() { NamespaceSelector = Namespace(ofNamespace) }, port)]);

    /// <summary>What the collector hears.</summary>
    public static V1NetworkPolicy Collector(Cluster cluster, int port) => Policy(WorkloadReader.Collector, cluster.Options,
        Labels.Selector(WorkloadReader.Collector), into: [In(Peer(Reporting(cluster).Select(w => w.Name)), port)]);

    /// <summary>The way in for an ingress controller.</summary>
    public static V1NetworkPolicy FromIngress(Workload workload, string controllerNamespace, ClusterOptions options)
    {
        var ports = workload.Ports.Where(p => p is { IsExternal: true, IsHttp: true }).Select(p => p.TargetPort);
        return Policy($"{workload.Name}-from-outside", options, Labels.Selector(workload.Name),
            into: [In(new() { NamespaceSelector = Namespace(controllerNamespace) }, [.. ports])]);
    }

    private static IEnumerable<Workload> Reporting(Cluster cluster) => cluster.Services.Where(w => w.HasTelemetry);

    /// <summary>The clients of a server: services, and the migrations of those that have any.</summary>
    private static V1LabelSelector Clients(Workload server, Cluster cluster) => AnyOf(cluster.Edges.Where(e => e.To == server).SelectMany(Names));

    /// <summary>Whose pods connect: the service's, and its migration's where the way leads to its database.</summary>
    private static IEnumerable<string> Names(Edge edge) =>
        edge.From.Migrates && edge.To.Resource is PostgresServerResource ? [edge.From.Name, edge.From.MigrationName] : [edge.From.Name];

    private static List<V1NetworkPolicyEgressRule> Egress(IEnumerable<Edge> edges) =>
        [.. edges.GroupBy(e => e.Port).Select(g => Out(Peer(g.Select(e => e.To.Name)), g.Key))];

    private static V1NetworkPolicyEgressRule Out(V1NetworkPolicyPeer to, params int[] ports) => new() { To = [to], Ports = [.. ports.Select(Tcp)] };

    private static V1NetworkPolicyIngressRule In(V1NetworkPolicyPeer from, params int[] ports) =>
        new() { FromProperty = [from], Ports = [.. ports.Select(Tcp)] };

    private static V1LabelSelector Pods(IEnumerable<Workload> workloads) => AnyOf(workloads.Select(w => w.Name));

    private static V1NetworkPolicyPeer Peer(IEnumerable<string> names) => new() { PodSelector = AnyOf(names) };

    private static V1LabelSelector AnyOf(IEnumerable<string> names) => names.Distinct().Order(StringComparer.Ordinal).ToList() switch
    {
        [var one] => Labels.Selector(one),
        var several => new() { MatchExpressions = [new() { Key = Labels.Name, OperatorProperty = "In", Values = several }] },
    };

    private static V1LabelSelector Namespace(string name) => new() { MatchLabels = new Dictionary<string, string> { [NamespaceName] = name } };

    private static V1NetworkPolicyPort Tcp(int port) => new() { Port = port, Protocol = "TCP" };

    /// <summary>A policy for the directions that it has rules for.</summary>
    private static V1NetworkPolicy Policy(string name, ClusterOptions options, V1LabelSelector pods,
        List<V1NetworkPolicyIngressRule>? into = null, List<V1NetworkPolicyEgressRule>? outOf = null)
    {
        string[] types = [.. into is { Count: > 0 } ? ["Ingress"] : Array.Empty<string>(), .. outOf is { Count: > 0 } ? ["Egress"] : Array.Empty<string>()];
        var policy = Policy(name, options, pods, types);
        policy.Spec.Ingress = into is { Count: > 0 } ? into : null;
        policy.Spec.Egress = outOf is { Count: > 0 } ? outOf : null;
        return policy;
    }

    private static V1NetworkPolicy Policy(string name, ClusterOptions options, V1LabelSelector pods, IList<string> types) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = Labels.Meta(name, options, "network"),
        Spec = new() { PodSelector = pods, PolicyTypes = types },
    };
}
