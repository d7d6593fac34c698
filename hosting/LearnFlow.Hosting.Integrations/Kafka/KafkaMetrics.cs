using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace LearnFlow.Hosting.Integrations;

/// <summary>
/// librdkafka's statistics (its STATISTICS.md) as instruments of the meter <c>Aspire.Confluent.Kafka</c>, one
/// measurement a client, tagged with its name.
/// </summary>
internal sealed class KafkaMetrics : IDisposable
{
    public const string MeterName = "Aspire.Confluent.Kafka";

    /// <summary>Instrument, field of the statistics, whether it only grows, unit.</summary>
    private static readonly (string Name, string Field, bool Counts, string Unit)[] Instruments =
    [
        ("messaging.kafka.network.tx", "tx", true, "{request}"),
        ("messaging.kafka.network.transmitted", "tx_bytes", true, "By"),
        ("messaging.kafka.network.rx", "rx", true, "{response}"),
        ("messaging.kafka.network.received", "rx_bytes", true, "By"),
        ("messaging.publish.messages", "txmsgs", true, "{message}"),
        ("messaging.kafka.message.transmitted", "txmsg_bytes", true, "By"),
        ("messaging.receive.messages", "rxmsgs", true, "{message}"),
        ("messaging.kafka.message.received", "rxmsg_bytes", true, "By"),
        ("messaging.kafka.producer.queue.message_count", "msg_cnt", false, "{message}"),
        ("messaging.kafka.producer.queue.size", "msg_size", false, "By"),
        ("messaging.kafka.consumer.queue.message_count", "replyq", false, "{operation}"),
    ];

    private readonly ConcurrentDictionary<string, Dictionary<string, long>> _latest = new();
    private readonly Meter _meter = new(MeterName);

    public KafkaMetrics()
    {
        foreach (var (name, field, counts, unit) in Instruments)
        {
            if (counts)
            {
                _meter.CreateObservableCounter(name, () => Measure(field), unit);
            }
            else
            {
                _meter.CreateObservableGauge(name, () => Measure(field), unit);
            }
        }
    }

    /// <summary>Takes one report of a client.</summary>
    public void Observe(string json)
    {
        using var report = JsonDocument.Parse(json);
        var client = report.RootElement.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "";
        _latest[client] = Instruments
            .Where(instrument => report.RootElement.TryGetProperty(instrument.Field, out _))
            .ToDictionary(instrument => instrument.Field, instrument => report.RootElement.GetProperty(instrument.Field).GetInt64());
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Measure(string field) =>
        from client in _latest
        where client.Value.ContainsKey(field)
        select new Measurement<long>(client.Value[field], new KeyValuePair<string, object?>("messaging.client.id", client.Key));
}
