using Confluent.Kafka;

namespace Aspire.Confluent.Kafka;

/// <summary>
/// Settings of <c>AddKafkaProducer</c>, read from <c>Aspire:Confluent:Kafka:Producer</c> and its child named for the connection.
/// </summary>
public sealed class KafkaProducerSettings
{
    /// <summary>Bootstrap servers; <c>ConnectionStrings:{connection name}</c> takes their place when it is set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Everything else of the producer, as Confluent.Kafka names it.</summary>
    public ProducerConfig Config { get; } = new();

    /// <summary>True leaves the metrics out. Default: false.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>True leaves the health check out. Default: false.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>True leaves the spans, and the trace's context in the headers, out. Default: false.</summary>
    public bool DisableTracing { get; set; }
}
