using Aspire.Hosting.Pipelines;
using CommunityToolkit.Aspire.Hosting.Dapr;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>The model as a cluster sees it: what runs, and who connects to whom.</summary>
internal sealed class Cluster
{
    private Cluster(ClusterOptions options, IReadOnlyList<Workload> workloads, IReadOnlyList<IDaprComponentResource> components)
    {
        (Options, Workloads, Components) = (options, workloads, components);
        Edges = EdgeFinder.Find(workloads);
    }

    /// <summary>The configuration.</summary>
    public ClusterOptions Options { get; }

    /// <summary>Everything that runs.</summary>
    public IReadOnlyList<Workload> Workloads { get; }

    /// <summary>What runs in every cluster.</summary>
    public IEnumerable<Workload> Services => Workloads.Where(w => !w.IsServer);

    /// <summary>Database servers and brokers.</summary>
    public IEnumerable<Workload> Servers => Workloads.Where(w => w.IsServer);

    /// <summary>Dapr's components.</summary>
    public IReadOnlyList<IDaprComponentResource> Components { get; }

    /// <summary>The connections that the model has.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>Whether anything sends telemetry.</summary>
    public bool HasTelemetry => Workloads.Any(w => w.HasTelemetry);

    /// <exception cref="DistributedApplicationException">The model has something that cannot be published; the sentence says what to do.</exception>
    public static async Task<Cluster> ReadAsync(PipelineStepContext context, CancellationToken cancellationToken)
    {
        var model = context.Model;
        var options = ClusterOptions.From(context.Services.GetRequiredService<IConfiguration>());
        var workloads = new List<Workload>();
        foreach (var resource in model.Resources.Where(r => !r.IsExcludedFromPublish()))
        {
            if (resource is ExecutableResource)
            {
                throw new DistributedApplicationException(
                    $"'{resource.Name}' is an executable, which has no image: add it as a project or container, "
                    + "or leave it out with ExcludeFromManifest().");
            }
            if (resource is ProjectResource or ContainerResource)
                workloads.Add(await WorkloadReader.ReadAsync(resource, options, context.ExecutionContext, cancellationToken).ConfigureAwait(false));
        }
        return new(options, workloads, [.. model.Resources.OfType<IDaprComponentResource>()]);
    }
}
