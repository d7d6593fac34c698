using Aspire.Hosting.Pipelines;
using LearnFlow.Hosting.Kubernetes.Kustomize;
using LearnFlow.Hosting.Kubernetes.Model;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting.Kubernetes.Steps;

/// <summary>Writes the model as Kustomize: base/, overlays/local, overlays/production, components/.</summary>
internal static class ManifestsStep
{
    public static async Task RunAsync(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        await ReportedTask.RunAsync(context, $"Writing Kubernetes manifests to {output}", async () =>
        {
            var cluster = await Cluster.ReadAsync(context, context.CancellationToken).ConfigureAwait(false);
            var tree = new OutputTree();
            await Base.AddAsync(tree, cluster, context.CancellationToken).ConfigureAwait(false);
            var components = Components.Add(tree, cluster);
            await Overlays.AddLocalAsync(tree, cluster, context.CancellationToken).ConfigureAwait(false);
            await Overlays.AddProductionAsync(tree, cluster, components, context.CancellationToken).ConfigureAwait(false);
            await tree.WriteAsync(output, context.CancellationToken).ConfigureAwait(false);
            return $"{tree.Count} files";
        }).ConfigureAwait(false);
        context.Summary.Add("Kubernetes manifests", output);
    }
}
