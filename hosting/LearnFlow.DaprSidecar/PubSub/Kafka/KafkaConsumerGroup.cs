using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.PubSub.Kafka;

/// <summary>The app's consumer: reads all its topics, delivers each partition in order and partitions side by side.</summary>
/// <remarks>
/// One thread polls and never waits for the app, so that a slow app keeps its place in the group. A partition that is far behind is
/// paused. An offset is stored when its message is done, so that after a crash the message comes again: at least once.
/// The consumer is there as long as a topic is read: the last one to leave takes leave of the broker too, while that still answers.
/// A broker that keeps nothing can come back with another log on the same address. Offsets of the old one mean nothing there, so after
/// each broken connection the cluster's id is asked for before anything else is read, and a new cluster gets a new consumer.
/// </remarks>
internal sealed class KafkaConsumerGroup : IAsyncDisposable
{
    // Bytes that wait in one partition. Whoever is resumed is fetched anew, which takes a while: early enough that work is left.
    private const int PauseAt = 4 << 20, ResumeAt = PauseAt / 2;
    private const int PollMs = 500, PollWhenPausedMs = 50;

    private static readonly TimeSpan s_clusterAnswer = TimeSpan.FromSeconds(2), s_goodbye = TimeSpan.FromSeconds(1), s_cancelled = TimeSpan.FromSeconds(5);
    private readonly KafkaSettings _settings;
    private readonly TimeSpan _drain;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, TopicConsumer> _topics = new(StringComparer.Ordinal);
    private readonly BlockingCollection<Action> _commands = [];
    private readonly Dictionary<TopicPartition, PartitionReader> _partitions = [];
    private readonly Dictionary<TopicPartition, OrderedDelivery> _leftOver = [];
    private readonly Task _loop;
    private IConsumer<byte[]?, byte[]>? _consumer;
    private string? _clusterId;
    private bool _isClusterKnown;

    public KafkaConsumerGroup(KafkaSettings settings, TimeSpan drain, ILogger log, TimeProvider clock)
    {
        (_settings, _drain, _log, _clock) = (settings, drain, log, clock);
        _loop = Task.Factory.StartNew(Poll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Reads one more topic.</summary>
    /// <exception cref="InvalidOperationException">The topic has a consumer already.</exception>
    public async Task<IAsyncDisposable> AddAsync(TopicConsumer consumer, CancellationToken cancellation)
    {
        if (!_topics.TryAdd(consumer.Topic, consumer)) throw new InvalidOperationException($"topic '{consumer.Topic}' is subscribed already");
        try
        {
            await SubscribeAsync(consumer.Topic).WaitAsync(cancellation);
        }
        catch
        {
            _topics.TryRemove(consumer.Topic, out _);
            throw;
        }
        return new TopicRegistration(this, consumer.Topic);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Wakes a thread that waits for commands.
        _commands.Add(() => { });
        await _loop;
        _stop.Dispose();
    }

    private IConsumer<byte[]?, byte[]> Build(ConsumerConfig config) => new ConsumerBuilder<byte[]?, byte[]>(config)
        .SetPartitionsRevokedHandler((from, gone) => ReleaseOf(from, gone, _drain))
        .SetPartitionsLostHandler((from, gone) => ReleaseOf(from, gone, TimeSpan.Zero))
        .SetErrorHandler((_, error) =>
        {
            _isClusterKnown = false;
            _log.LogWarning("kafka: {Reason}", error.Reason);
        })
        .SetLogHandler((_, line) => _log.LogDebug("kafka: {Facility} {Line}", line.Facility, line.Message))
        .Build();

    private Task SubscribeAsync(string topic) => RunOnPollThreadAsync(() =>
    {
        _consumer ??= Build(_settings.Consumer());
        // A KIP-848 member that subscribes to a missing topic is never assigned: asking for metadata creates it.
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        admin.GetMetadata(topic, TimeSpan.FromSeconds(3));
        // The development broker assigns a member only once: it has to leave before it asks for more.
        if (_topics.Count > 1) _consumer.Unsubscribe();
        _consumer.Subscribe(_topics.Keys);
    });

    private async Task RemoveAsync(string topic)
    {
        if (!_topics.TryRemove(topic, out _) || _stop.IsCancellationRequested) return;
        await RunOnPollThreadAsync(() =>
        {
            Release([.. _partitions.Keys.Where(p => p.Topic == topic)], _drain);
            if (_topics.IsEmpty) Leave();
            else _consumer?.Subscribe(_topics.Keys);
        });
    }

    private Task RunOnPollThreadAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Add(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    private void Poll()
    {
        var broken = false;
        while (!_stop.IsCancellationRequested)
        {
            // With nothing to read, or nobody who could, the thread sleeps until somebody subscribes or leaves.
            var consumer = broken || _topics.IsEmpty ? null : _consumer;
            if (_commands.TryTake(out var command, consumer is null ? Timeout.Infinite : 0))
            {
                command();
                continue;
            }
            if (consumer is null) continue;
            try
            {
                if (!_isClusterKnown)
                {
                    IdentifyCluster(consumer);
                    continue;
                }
                if (consumer.Consume(_partitions.Values.Any(p => p.Paused) ? PollWhenPausedMs : PollMs) is { Message: not null } record) Queue(consumer, record);
                ResumeCaughtUp(consumer);
            }
            catch (KafkaException failure) when (!failure.Error.IsFatal)
            {
                _log.LogWarning("kafka: {Reason}", failure.Error.Reason);
            }
            catch (Exception fatal)
            {
                _log.LogError(fatal, "kafka: the consumer cannot go on; restart the application");
                broken = true;
            }
        }
        Release([.. _partitions.Keys], TimeSpan.Zero);
        Task.WaitAll([.. _leftOver.Values.Select(d => d.StopAsync(TimeSpan.Zero))], s_cancelled);
        Leave();
        while (_commands.TryTake(out var command)) command();
    }

    // A broker that has gone first does not answer the goodbye, and librdkafka would wait 45 s for it: nobody waits for it then.
    private void Leave()
    {
        if (_consumer is not { } leaving) return;
        var answers = _isClusterKnown;
        (_consumer, _isClusterKnown) = (null, false);
        Task.Run(() =>
        {
            if (answers)
            {
                leaving.Close();
            }
            leaving.Dispose();
        }).Wait(answers ? s_goodbye : TimeSpan.Zero);
    }

    // After a change the consumer is another.
    private void IdentifyCluster(IConsumer<byte[]?, byte[]> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        string id;
        try
        {
            id = admin.DescribeClusterAsync(new() { RequestTimeout = s_clusterAnswer }).WaitAsync(_stop.Token).GetAwaiter().GetResult().ClusterId ?? "unknown";
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (KafkaException away)
        {
            _log.LogDebug("kafka: the cluster does not tell its id yet: {Reason}", away.Error.Reason);
            return;
        }
        if (_clusterId is not null && id != _clusterId) StartAnew(consumer);
        (_clusterId, _isClusterKnown) = (id, true);
    }

    // What was read from the old log is still delivered, ahead of the new log's messages. The new log is read from its start, whatever
    // initialOffset says: all that is in it came after the loss.
    private void StartAnew(IConsumer<byte[]?, byte[]> consumer)
    {
        _log.LogWarning("kafka: the broker has a new, empty log; it is read from its start");
        foreach (var (partition, reader) in _partitions)
        {
            reader.Delivery.Complete();
            _leftOver[partition] = reader.Delivery;
        }
        _partitions.Clear();
        // Without Close, which would commit the old log's offsets into the new one. Disposing can take 45 s: librdkafka waits for an
        // answer to what it asked the broker that has gone.
        Task.Run(consumer.Dispose).Wait(s_goodbye);
        _consumer = Build(new ConsumerConfig(_settings.Consumer()) { AutoOffsetReset = AutoOffsetReset.Earliest });
        _consumer.Subscribe(_topics.Keys);
    }

    private void Queue(IConsumer<byte[]?, byte[]> from, ConsumeResult<byte[]?, byte[]> record)
    {
        if (!_topics.TryGetValue(record.Topic, out var consumer)) return;
        if (!_partitions.TryGetValue(record.TopicPartition, out var reader))
        {
            _leftOver.Remove(record.TopicPartition, out var before);
            _partitions[record.TopicPartition] = reader = new(new OrderedDelivery(consumer, _clock, message => Store(from, message), before));
        }
        reader.Delivery.Add(ToMessage(record));
        if (reader.Paused || reader.Delivery.WaitingBytes < PauseAt) return;
        from.Pause([record.TopicPartition]);
        reader.Paused = true;
    }

    private void ResumeCaughtUp(IConsumer<byte[]?, byte[]> consumer)
    {
        foreach (var (partition, reader) in _partitions)
        {
            if (!reader.Paused || reader.Delivery.WaitingBytes > ResumeAt) continue;
            consumer.Resume([partition]);
            reader.Paused = false;
        }
    }

    // A consumer that has left already, and is late with it, has no say over its successor's partitions.
    private void ReleaseOf(IConsumer<byte[]?, byte[]> from, List<TopicPartitionOffset> gone, TimeSpan patience)
    {
        if (from == _consumer)
        {
            Release(gone.Select(p => p.TopicPartition), patience);
        }
    }

    private void Release(IEnumerable<TopicPartition> partitions, TimeSpan patience)
    {
        var readers = new List<Task>();
        foreach (var partition in partitions)
        {
            if (_partitions.Remove(partition, out var reader))
            {
                readers.Add(reader.Delivery.StopAsync(patience));
            }
        }
        Task.WaitAll([.. readers], patience + s_cancelled);
    }

    private void Store(IConsumer<byte[]?, byte[]> from, IncomingMessage message)
    {
        var record = (KafkaMessage)message;
        try
        {
            from.StoreOffset(new TopicPartitionOffset(record.Position.TopicPartition, record.Position.Offset + 1));
        }
        catch (Exception late) when (late is KafkaException or ObjectDisposedException)
        {
            _log.LogDebug("kafka: {Position} belongs to another member or another log now and may be delivered again", record.Position);
        }
    }

    private static KafkaMessage ToMessage(ConsumeResult<byte[]?, byte[]> record)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (record.Message.Key is { } key) metadata["__key"] = Encoding.UTF8.GetString(key);
        metadata["__offset"] = record.Offset.Value.ToString(CultureInfo.InvariantCulture);
        metadata["__topic"] = record.Topic;
        metadata["__timestamp"] = record.Message.Timestamp.UnixTimestampMs.ToString(CultureInfo.InvariantCulture);
        metadata["__partition"] = record.Partition.Value.ToString(CultureInfo.InvariantCulture);
        foreach (var header in record.Message.Headers) metadata[header.Key] = Encoding.UTF8.GetString(header.GetValueBytes() ?? []);
        return new KafkaMessage(record.TopicPartitionOffset, record.Topic, record.Message.Value ?? [], metadata);
    }

    private sealed record KafkaMessage(TopicPartitionOffset Position, string Topic, byte[] Data, IReadOnlyDictionary<string, string> Metadata) : IncomingMessage(Topic, Data, Metadata);

    private sealed class PartitionReader(OrderedDelivery delivery)
    {
        public OrderedDelivery Delivery { get; } = delivery;

        public bool Paused { get; set; }
    }

    private sealed class TopicRegistration(KafkaConsumerGroup group, string topic) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await group.RemoveAsync(topic);
    }
}
