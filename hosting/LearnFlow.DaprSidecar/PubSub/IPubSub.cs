namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>A pub/sub component. Calls may run at the same time.</summary>
/// <remarks>Contract: components-contrib pubsub.PubSub.</remarks>
public interface IPubSub : IAsyncDisposable
{
    /// <summary>Publishes messages in their order and waits until the broker has them.</summary>
    /// <returns>For each message null, or why the broker does not have it.</returns>
    Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation);

    /// <summary>Delivers the topic's messages until the result is disposed; at least once, in order within a partition.</summary>
    Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellation);

    /// <summary>Opens a writer to the log as it is now.</summary>
    Task<ILogWriter> OpenWriterAsync(CancellationToken cancellation);
}

/// <summary>
/// Publishes to one log and never to one that takes its place: when a broker that keeps nothing restarts, a writer opened before
/// fails. So what was published before a loss can be published again ahead of what comes after it.
/// </summary>
public interface ILogWriter : IAsyncDisposable
{
    /// <summary>Names the log; another name means that what was published before is gone.</summary>
    string LogId { get; }

    /// <summary>Cancelled when the log may be gone.</summary>
    CancellationToken Lost { get; }

    /// <summary>Publishes messages in their order and waits until the log has them.</summary>
    /// <returns>For each message null, or why the log does not have it; after a failure the writer is done for.</returns>
    Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation);

    /// <summary>Asks whether the log is still there.</summary>
    Task<bool> IsThereAsync(CancellationToken cancellation);
}

/// <summary>A message on its way to the broker.</summary>
/// <param name="Data">The bytes.</param>
/// <param name="Metadata">Publish metadata: the key, headers.</param>
public sealed record OutgoingMessage(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A message from the broker.</summary>
/// <param name="Topic">Where it was read.</param>
/// <param name="Data">The bytes.</param>
/// <param name="Metadata">Headers and the broker's own facts (<c>__key</c>, <c>__offset</c>, …).</param>
public record IncomingMessage(string Topic, byte[] Data, IReadOnlyDictionary<string, string> Metadata);

/// <summary>Who reads a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Metadata">Metadata of the subscription.</param>
/// <param name="DeliverAsync">Takes a batch; answers for each message null (done) or why it must come again.</param>
/// <param name="BatchSize">Largest batch; 1 without bulk subscribe.</param>
/// <param name="BatchWait">How long to collect a batch.</param>
public sealed record TopicConsumer(
    string Topic,
    IReadOnlyDictionary<string, string> Metadata,
    Func<IReadOnlyList<IncomingMessage>, CancellationToken, Task<IReadOnlyList<Exception?>>> DeliverAsync,
    int BatchSize,
    TimeSpan BatchWait);
