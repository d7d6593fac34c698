using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Kafka;
using LearnFlow.Hosting.RunMode;

namespace Aspire.Hosting;

/// <summary>Runs a Kafka resource without a container.</summary>
public static class KafkaProcessBuilderExtensions
{
    /// <summary>
    /// In run mode the broker is a process, the development broker, instead of a container. What is published stays the same.
    /// </summary>
    /// <remarks>
    /// The process is the resource <c>{name}-broker</c>. It holds its data in memory: at most 5 MiB or 100,000 batches a partition, and nothing
    /// over a restart. The topics of the configuration section <c>Kafka:Topics</c> (name to number of partitions) are there when it is
    /// healthy; a topic that a client asks for is made with four partitions. The resource gets the command "Browse messages".
    /// The setting <c>LearnFlow:Containers=true</c> leaves the container in place.
    /// </remarks>
    /// <param name="builder">The broker.</param>
    public static IResourceBuilder<KafkaServerResource> RunAsProcess(this IResourceBuilder<KafkaServerResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!ContainerReplacement.IsEnabled(builder.ApplicationBuilder))
        {
            return builder;
        }

        var broker = new KafkaBrokerProcess(builder.Resource, builder.ApplicationBuilder.Configuration);
        var executable = builder.ApplicationBuilder
            .AddExecutable($"{builder.Resource.Name}-broker", KafkaBrokerProcess.Command, Path.GetTempPath())
            .WithArgs(broker.AddArguments)
            .WithIconName("MailMultiple");
        return builder
            .ReplaceBy(executable, KafkaServerResource.PrimaryEndpointName, broker.PrepareAsync)
            .WithBrowseMessagesCommand();
    }
}
