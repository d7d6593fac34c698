using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting.Kubernetes;

/// <summary>The part that publishes to Kubernetes; LearnFlow.Hosting finds it by this name when the AppHost's project references it.</summary>
public static class KubernetesServices
{
    /// <summary>Adds the steps <c>publish</c> and <c>secrets</c>.</summary>
    public static void AddKubernetes(IServiceCollection services)
    {
        services.AddSingleton<IPublishStep, PublishStep>();
        services.AddSingleton<IPublishStep, SecretsStep>();
    }
}
