using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Kafka;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Stands in for AddKafka with the development broker. Its topics come from the AppHost's configuration, Kafka:Topics:&lt;name&gt; =
/// partitions, and are there before it counts as running. A data volume has no effect: the broker keeps nothing.
/// </summary>
internal sealed class KafkaStarter(HostContext host, IConfiguration configuration) : ResourceStarter
{
    public override bool Starts(IResource resource) => resource is KafkaServerResource;

    public override async Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var kafka = (KafkaServerResource)instance.Resource;
        var topics = configuration.GetSection("Kafka:Topics").GetChildren().ToDictionary(
            t => t.Key,
            t => int.TryParse(t.Value, System.Globalization.CultureInfo.InvariantCulture, out var partitions) && partitions > 0
                ? partitions
                : throw new KafkaBrokerException($"Kafka:Topics:{t.Key} in the AppHost's configuration is '{t.Value}': write the topic's number of partitions."));
        var broker = await KafkaBrokerProcess.StartAsync(new KafkaBrokerOptions
        {
            Name = instance.Id,
            Port = kafka.PrimaryEndpoint.Port,
            Topics = topics,
            Job = host.Job,
            Output = instance.WriteLine,
        }, cancellationToken).ConfigureAwait(false);
        return new Running(broker) { Properties = [new("executable.pid", broker.ProcessId)] };
    }

    private sealed class Running(KafkaBrokerProcess broker) : RunningResource
    {
        public override Task<int> Completion => broker.Completion;

        public override string EndState => KnownResourceStates.Exited;

        public override Task StopAsync(TimeSpan grace) => broker.StopAsync();
    }
}
