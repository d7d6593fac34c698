using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.PubSub.Kafka;

/// <summary>A producer for one life of the broker: it repeats nothing and does not connect a second time.</summary>
/// <remarks>
/// A producer that repeats would hand what it holds to whatever broker listens next, which may have lost everything before it. This one
/// fails instead; the relay opens another, sees whether the cluster is a new one, and publishes from the oldest event that is needed.
/// </remarks>
internal sealed class KafkaLogWriter : ILogWriter
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _lost = new();
    private readonly IProducer<byte[]?, byte[]> _producer;
    private readonly ILogger _log;

    private KafkaLogWriter(KafkaSettings settings, ILogger log)
    {
        (_log, Lost) = (log, _lost.Token);
        _producer = new ProducerBuilder<byte[]?, byte[]>(settings.LogWriter()).SetErrorHandler((_, error) => Lose(error)).SetLogHandler((_, _) => { }).Build();
    }

    public string LogId { get; private set; } = "";

    public CancellationToken Lost { get; }

    /// <exception cref="OperationCanceledException">The broker is away.</exception>
    public static async Task<KafkaLogWriter> OpenAsync(KafkaSettings settings, ILogger log, CancellationToken cancellation)
    {
        var writer = new KafkaLogWriter(settings, log);
        try
        {
            writer.LogId = await writer.ClusterIdAsync(cancellation);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Lost);
        return await KafkaRecords.ProduceAsync(_producer, topic, messages).WaitAsync(either.Token);
    }

    public async Task<bool> IsThereAsync(CancellationToken cancellation) => await ClusterIdAsync(cancellation) == LogId;

    public async ValueTask DisposeAsync()
    {
        // Without a flush: what is not acknowledged is published by the next writer.
        await KafkaClients.CloseAsync(_producer.Dispose);
        _lost.Dispose();
    }

    private async Task<string> ClusterIdAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Lost);
        // For one question: an admin client has a thread of its own.
        var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        try
        {
            var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = Answer }).WaitAsync(either.Token);
            return cluster.ClusterId ?? "unknown";
        }
        finally
        {
            await KafkaClients.CloseAsync(admin.Dispose);
        }
    }

    private void Lose(Error error)
    {
        if (_lost.IsCancellationRequested)
            return;
        _log.LogDebug("kafka: the outbox's connection ended: {Reason}", error.Reason);
        _ = _lost.CancelAsync();
    }
}
