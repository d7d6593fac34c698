using CommunityToolkit.Aspire.Hosting.Dapr;

namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>A connection that the model has.</summary>
/// <param name="From">The workload that connects.</param>
/// <param name="To">The workload that listens.</param>
/// <param name="Port">The port of the pods that listen.</param>
internal sealed record Edge(Workload From, Workload To, int Port);

/// <summary>Finds who connects to whom.</summary>
/// <remarks>
/// Three things in the model say so: a variable that holds an endpoint of another resource (WithReference); metadata of a component that
/// the resource's sidecar loads; and a relation "Reference" between two resources with sidecars (WithReferenceRelationship), which call
/// each other through them.
/// </remarks>
internal static class EdgeFinder
{
    /// <summary>Where a sidecar listens for other sidecars.</summary>
    public const int SidecarPort = 50002;

    /// <summary>The type of the relationship that WithReferenceRelationship adds; Aspire keeps its constant to itself.</summary>
    private const string Reference = "Reference";

    public static IReadOnlyList<Edge> Find(IReadOnlyList<Workload> workloads)
    {
        var byResource = workloads.ToDictionary(w => w.Resource);
        return [.. workloads.SelectMany(w => Connections(w).Concat(Invocations(w))).Distinct()];

        IEnumerable<Edge> Connections(Workload from) => Endpoints(from)
            .Where(e => e.Resource != from.Resource && byResource.ContainsKey(e.Resource) && e.Exists)
            .SelectMany(e => byResource[e.Resource].Ports.Where(p => p.Name == e.EndpointName)
                .Select(p => new Edge(from, byResource[e.Resource], p.TargetPort)));

        IEnumerable<Edge> Invocations(Workload from) => from.Sidecar is null ? []
            : from.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Where(r => r.Type == Reference)
                .Select(r => byResource.GetValueOrDefault(r.Resource)).OfType<Workload>().Where(to => to.Sidecar is not null)
                .Select(to => new Edge(from, to, SidecarPort));
    }

    private static IEnumerable<EndpointReference> Endpoints(Workload workload) =>
        Values(workload).SelectMany(ExpressionEvaluator.ReferencesOf).OfType<EndpointReference>();

    private static IEnumerable<object?> Values(Workload workload) =>
    [
        .. workload.Variables.Values,
        .. (workload.Sidecar?.Components ?? []).SelectMany(c => c.Annotations.OfType<DaprComponentMetadataAnnotation>()).Select(m => m.Value),
    ];
}
