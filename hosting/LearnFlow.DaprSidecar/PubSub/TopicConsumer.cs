namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>A reader of a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="WhenReadyAsync">Done when a delivery may begin.</param>
/// <param name="DeliverAsync">Takes a batch; answers for each message null (done) or why it must come again.</param>
/// <param name="BatchSize">Largest batch; 1 without bulk subscribe.</param>
/// <param name="BatchWait">How long to collect a batch.</param>
public sealed record TopicConsumer(
    string Topic,
    Func<CancellationToken, Task> WhenReadyAsync,
    Func<IReadOnlyList<IncomingMessage>, CancellationToken, Task<IReadOnlyList<Exception?>>> DeliverAsync,
    int BatchSize,
    TimeSpan BatchWait);
