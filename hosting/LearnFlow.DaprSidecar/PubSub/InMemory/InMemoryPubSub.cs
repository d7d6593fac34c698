namespace LearnFlow.DaprSidecar.PubSub.InMemory;

/// <summary>pubsub.in-memory: messages of one sidecar to its own subscriptions, kept nowhere. For tests.</summary>
internal sealed class InMemoryPubSub(TimeProvider clock) : IPubSub, ILogWriter
{
    private readonly Lock _gate = new();
    private readonly List<Reader> _readers = [];

    public string LogId { get; } = Guid.NewGuid().ToString();

    public CancellationToken Lost => CancellationToken.None;

    public Task<ILogWriter> OpenWriterAsync(CancellationToken cancellation) => Task.FromResult<ILogWriter>(this);

    public Task<bool> IsThereAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        lock (_gate)
        {
            foreach (var reader in _readers.Where(r => r.Consumer.Topic == topic))
                foreach (var message in messages) reader.Delivery.Add(new IncomingMessage(topic, message.Data.ToArray(), message.Metadata));
        }
        return Task.FromResult<IReadOnlyList<Exception?>>(new Exception?[messages.Count]);
    }

    public Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellation)
    {
        var reader = new Reader(this, consumer, clock);
        lock (_gate) _readers.Add(reader);
        return Task.FromResult<IAsyncDisposable>(reader);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Reader : IAsyncDisposable
    {
        private readonly InMemoryPubSub _owner;

        public Reader(InMemoryPubSub owner, TopicConsumer consumer, TimeProvider clock)
        {
            (_owner, Consumer) = (owner, consumer);
            Delivery = new OrderedDelivery(consumer, clock, _ => { });
        }

        public TopicConsumer Consumer { get; }

        public OrderedDelivery Delivery { get; }

        public async ValueTask DisposeAsync()
        {
            lock (_owner._gate) _owner._readers.Remove(this);
            await Delivery.DisposeAsync();
        }
    }
}
