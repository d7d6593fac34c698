using Confluent.Kafka;

namespace LearnFlow.Hosting.Integrations;

/// <summary>What the settings of producers and consumers have in common.</summary>
internal static class KafkaClientSettings
{
    /// <summary>How often librdkafka reports its statistics when metrics are on, in milliseconds (stock Aspire's default).</summary>
    private const int StatisticsIntervalMs = 1000;

    /// <summary>Carries the connection string and the metrics switch over to the client's configuration.</summary>
    public static void Complete(ClientConfig config, string? connectionString, bool disableMetrics)
    {
        config.BootstrapServers = connectionString ?? config.BootstrapServers;
        if (!disableMetrics)
        {
            config.StatisticsIntervalMs ??= StatisticsIntervalMs;
        }
    }
}
