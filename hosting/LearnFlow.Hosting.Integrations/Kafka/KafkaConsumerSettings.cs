using Confluent.Kafka;

namespace Aspire.Confluent.Kafka;

/// <summary>
/// Settings of <c>AddKafkaConsumer</c>, read from <c>Aspire:Confluent:Kafka:Consumer</c> and its child named for the connection.
/// </summary>
public sealed class KafkaConsumerSettings
{
    /// <summary>Bootstrap servers; <c>ConnectionStrings:{connection name}</c> takes their place when it is set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Everything else of the consumer, as Confluent.Kafka names it.</summary>
    public ConsumerConfig Config { get; } = new();

    /// <summary>True leaves the metrics out. Default: false.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>True leaves the health check out. Default: false.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>True leaves the spans, and the trace's context in the headers, out. Default: false.</summary>
    public bool DisableTracing { get; set; }
}
