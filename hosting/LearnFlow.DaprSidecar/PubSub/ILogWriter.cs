namespace LearnFlow.DaprSidecar.PubSub;

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
