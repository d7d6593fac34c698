using Confluent.Kafka;
using LearnFlow.DaprSidecar.Components;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.PubSub.Kafka;

/// <summary>pubsub.kafka: an idempotent producer and one consumer group per app id.</summary>
/// <remarks>Contract: components-contrib common/component/kafka. Publish metadata becomes headers; <c>partitionKey</c> or <c>__key</c> the record's key.</remarks>
internal sealed class KafkaPubSub : IAsyncDisposable
{
    private readonly KafkaSettings _settings;
    private readonly TimeSpan _drain;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    // An app that publishes through its outbox only needs none.
    private readonly Lazy<IProducer<byte[]?, byte[]>> _producer;
    private readonly Lock _gate = new();
    private KafkaConsumerGroup? _group;

    /// <param name="metadata">The component's settings.</param>
    /// <param name="appId">The app.</param>
    /// <param name="drain">How long a delivery under way may take when its topic is no longer read.</param>
    /// <param name="log">The sidecar's log.</param>
    /// <param name="clock">Measures back-off and batches.</param>
    public KafkaPubSub(ComponentMetadata metadata, string appId, TimeSpan drain, ILogger log, TimeProvider clock)
    {
        (_settings, _drain, _log, _clock) = (new KafkaSettings(metadata, appId), drain, log, clock);
        var config = _settings.Producer();
        _producer = new(() => new ProducerBuilder<byte[]?, byte[]>(config).SetErrorHandler(LogError).SetLogHandler(LogLine).Build());
    }

    /// <summary>Opens a writer to the log as it is now.</summary>
    public async Task<ILogWriter> OpenWriterAsync(CancellationToken cancellation) => await KafkaLogWriter.OpenAsync(_settings, _log, cancellation);

    /// <summary>Publishes messages in their order and waits until the broker has them.</summary>
    /// <returns>For each message null, or why the broker does not have it.</returns>
    public Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation) =>
        KafkaRecords.ProduceAsync(_producer.Value, topic, messages).WaitAsync(cancellation);

    /// <summary>Delivers the topic's messages until the result is disposed; at least once, in order within a partition.</summary>
    public Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellation)
    {
        lock (_gate) _group ??= new KafkaConsumerGroup(_settings, _drain, _log, _clock);
        return _group.AddAsync(consumer, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_group is not null) await _group.DisposeAsync();
        if (!_producer.IsValueCreated)
        {
            return;
        }
        await KafkaClients.CloseAsync(() =>
        {
            _producer.Value.Flush(TimeSpan.FromSeconds(1));
            _producer.Value.Dispose();
        });
    }

    private void LogError(IProducer<byte[]?, byte[]> producer, Error error) => _log.LogWarning("kafka: {Reason}", error.Reason);

    private void LogLine(IProducer<byte[]?, byte[]> producer, LogMessage line) => _log.LogDebug("kafka: {Facility} {Line}", line.Facility, line.Message);
}
