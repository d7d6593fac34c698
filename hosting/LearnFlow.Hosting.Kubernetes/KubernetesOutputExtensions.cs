using Aspire.Hosting.Pipelines;
using LearnFlow.Hosting.Kubernetes;
using LearnFlow.Hosting.Kubernetes.Steps;

namespace Aspire.Hosting;

/// <summary>Publishes the model to Kubernetes.</summary>
public static class KubernetesOutputExtensions
{
    /// <summary>The name of the step that writes the manifests; <c>aspire publish</c> runs it.</summary>
    public const string ManifestsStepName = "kubernetes";

    /// <summary>The name of the step that writes the Secrets of the local overlay.</summary>
    public const string SecretsStepName = "kubernetes-secrets";

    /// <summary>
    /// Adds two steps to the pipeline: <c>kubernetes</c>, a part of <c>publish</c>, writes the model as Kustomize base, overlays and components;
    /// <c>kubernetes-secrets</c> writes the Secrets of the overlay for a local cluster, with values.
    /// </summary>
    /// <param name="builder">The builder of the application.</param>
    /// <remarks>
    /// Both write to <c>--output-path</c>; without one, to <c>aspire-output</c> beside the AppHost. What the model does not say (namespace,
    /// registry, hosts, sizes) is read from the section <c>Kubernetes</c> of the configuration, see <see cref="ClusterOptions"/>.
    /// </remarks>
    public static IDistributedApplicationBuilder AddKubernetesOutput(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Pipeline.AddStep(new PipelineStep
        {
            Name = ManifestsStepName,
            Description = "Writes the model as Kubernetes manifests (Kustomize).",
            Action = ManifestsStep.RunAsync,
            RequiredBySteps = [WellKnownPipelineSteps.Publish],
        });
        builder.Pipeline.AddStep(new PipelineStep
        {
            Name = SecretsStepName,
            Description = "Writes the Secrets of the local overlay with values; files that exist are kept.",
            Action = SecretsStep.RunAsync,
        });
        if (builder.ExecutionContext.IsPublishMode)
        {
            FailedPublish.SetsExitCode(builder);
        }

        return builder;
    }
}
