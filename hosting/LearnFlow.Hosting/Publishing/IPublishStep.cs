using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Publishing;

/// <summary>Something that an AppHost can publish beside the manifest, chosen by <c>--step NAME</c>.</summary>
internal interface IPublishStep
{
    /// <summary>The step's name.</summary>
    string Name { get; }

    /// <summary>Writes what the step publishes.</summary>
    /// <param name="model">The model, after everything that BeforeStartEvent does.</param>
    /// <param name="outputPath">The folder, absolute.</param>
    /// <param name="cancellationToken">Cancelled when the publishing is given up.</param>
    Task PublishAsync(DistributedApplicationModel model, string outputPath, CancellationToken cancellationToken);
}

/// <summary>Finds the parts of the host that publish: they come with every AppHost whose project references them.</summary>
internal static class PublishSteps
{
    public static void AddKubernetes(IServiceCollection services) =>
        Type.GetType("LearnFlow.Hosting.Kubernetes.KubernetesServices, LearnFlow.Hosting.Kubernetes")
            ?.GetMethod("AddKubernetes")?.CreateDelegate<Action<IServiceCollection>>()(services);
}
