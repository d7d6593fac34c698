using Aspire.Hosting.Publishing;
using LearnFlow.Hosting.Kubernetes.Kustomize;
using LearnFlow.Hosting.Kubernetes.Model;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Kubernetes;

/// <summary>Writes the model as Kustomize: base/, overlays/local, overlays/production, components/.</summary>
internal sealed class PublishStep(IConfiguration configuration, DistributedApplicationExecutionContext context) : IPublishStep
{
    public string Name => "publish";

    public async Task PublishAsync(DistributedApplicationModel model, string outputPath, CancellationToken cancellationToken)
    {
        var cluster = await Cluster.ReadAsync(model, ClusterOptions.From(configuration), context, cancellationToken).ConfigureAwait(false);
        var tree = new OutputTree();
        await Base.AddAsync(tree, cluster, cancellationToken).ConfigureAwait(false);
        var components = Components.Add(tree, cluster);
        await Overlays.AddLocalAsync(tree, cluster, cancellationToken).ConfigureAwait(false);
        await Overlays.AddProductionAsync(tree, cluster, components, cancellationToken).ConfigureAwait(false);
        await tree.WriteAsync(outputPath, cancellationToken).ConfigureAwait(false);
    }
}
