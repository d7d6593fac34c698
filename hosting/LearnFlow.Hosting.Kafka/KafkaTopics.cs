using Confluent.Kafka;

namespace LearnFlow.Hosting.Kafka;

/// <summary>The topics of a broker, asked for with a client that lives for the question only, so that nothing polls between two.</summary>
internal static class KafkaTopics
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    /// <summary>Asks for the brokers and topics. It blocks, as the client's calls do.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public static Metadata GetMetadata(string? bootstrapServers)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).Build();
        return client.GetMetadata(s_timeout);
    }
}
