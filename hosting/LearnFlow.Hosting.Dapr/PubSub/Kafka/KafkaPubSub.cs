using System.Text;
using Confluent.Kafka;
using LearnFlow.Hosting.Dapr.Components;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Dapr.PubSub.Kafka;

/// <summary>pubsub.kafka: an idempotent producer and one consumer group per app id.</summary>
/// <remarks>Contract: components-contrib common/component/kafka. Publish metadata becomes headers; <c>partitionKey</c> or <c>__key</c> the record's key.</remarks>
internal sealed class KafkaPubSub : IPubSub
{
    private readonly KafkaSettings _settings;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly IProducer<byte[]?, byte[]> _producer;
    private readonly IAdminClient _admin;
    private readonly Lock _gate = new();
    private KafkaConsumerGroup? _group;

    public KafkaPubSub(ComponentMetadata metadata, string appId, ILogger log, TimeProvider clock)
    {
        (_settings, _log, _clock) = (new KafkaSettings(metadata, appId), log, clock);
        _producer = new ProducerBuilder<byte[]?, byte[]>(_settings.Producer()).SetErrorHandler(LogError).SetLogHandler(LogLine).Build();
        _admin = new DependentAdminClientBuilder(_producer.Handle).Build();
    }

    public async Task<string> ClusterIdAsync(CancellationToken cancellation)
    {
        var cluster = await _admin.DescribeClusterAsync(new() { RequestTimeout = TimeSpan.FromSeconds(5) }).WaitAsync(cancellation);
        return cluster.ClusterId ?? "unknown";
    }

    public async Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        // All are handed over before any is awaited: librdkafka keeps their order and batches them.
        var pending = new Task<Exception?>[messages.Count];
        for (var i = 0; i < pending.Length; i++) pending[i] = ProduceAsync(topic, messages[i]);
        return await Task.WhenAll(pending).WaitAsync(cancellation);
    }

    public Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellation)
    {
        lock (_gate) _group ??= new KafkaConsumerGroup(_settings, _log, _clock);
        return _group.AddAsync(consumer, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_group is not null) await _group.DisposeAsync();
        await Task.Run(() =>
        {
            _producer.Flush(TimeSpan.FromSeconds(2));
            _admin.Dispose();
            _producer.Dispose();
        });
    }

    private Task<Exception?> ProduceAsync(string topic, OutgoingMessage message)
    {
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var headers = new Headers();
            foreach (var (name, value) in message.Metadata) headers.Add(name, Encoding.UTF8.GetBytes(value));
            var key = message.Metadata.GetValueOrDefault("partitionKey") ?? message.Metadata.GetValueOrDefault("__key");
            var record = new Message<byte[]?, byte[]> { Key = key is null ? null : Encoding.UTF8.GetBytes(key), Value = message.Data.ToArray(), Headers = headers };
            var partition = message.Metadata.TryGetValue("partitionNum", out var number) ? new Partition(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) : Partition.Any;
            _producer.Produce(new TopicPartition(topic, partition), record, report => done.TrySetResult(report.Error.IsError ? new KafkaException(report.Error) : null));
        }
        catch (Exception refused) when (refused is KafkaException or FormatException)
        {
            // The local queue is full, the message too large, the topic's name not allowed.
            done.TrySetResult(refused);
        }
        return done.Task;
    }

    private void LogError(IProducer<byte[]?, byte[]> producer, Error error) => _log.LogWarning("kafka: {Reason}", error.Reason);

    private void LogLine(IProducer<byte[]?, byte[]> producer, LogMessage line) => _log.LogDebug("kafka: {Facility} {Line}", line.Facility, line.Message);
}
