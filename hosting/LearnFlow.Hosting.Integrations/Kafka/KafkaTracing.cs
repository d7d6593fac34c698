using System.Diagnostics;

namespace LearnFlow.Hosting.Integrations;

/// <summary>The source of the spans of all producers and consumers, whatever their keys and values are.</summary>
internal static class KafkaTracing
{
    public static ActivitySource Source { get; } = new("Aspire.Confluent.Kafka");
}
