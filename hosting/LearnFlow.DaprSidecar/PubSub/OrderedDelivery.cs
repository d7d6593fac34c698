using System.Threading.Channels;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>Delivers the messages of one partition in their order, each until it is done; a failing message holds the ones behind it.</summary>
internal sealed class OrderedDelivery : IAsyncDisposable
{
    // What a message takes beside its data: its metadata, mostly.
    private const int Overhead = 1024;

    private readonly Channel<IncomingMessage> _queue = Channel.CreateUnbounded<IncomingMessage>(new() { SingleReader = true });
    private readonly CancellationTokenSource _end = new(), _stop = new();
    private readonly TopicConsumer _consumer;
    private readonly TimeProvider _clock;
    private readonly Action<IncomingMessage> _done;
    private OrderedDelivery? _before;
    private long _waitingBytes;

    /// <param name="consumer">The receiver of the messages.</param>
    /// <param name="clock">Measures back-off and batches.</param>
    /// <param name="done">Called once for each message when it and all before it are done.</param>
    /// <param name="before">Messages that come first, or null; they stop with this.</param>
    public OrderedDelivery(TopicConsumer consumer, TimeProvider clock, Action<IncomingMessage> done, OrderedDelivery? before = null)
    {
        (_consumer, _clock, _done, _before) = (consumer, clock, done, before);
        Completion = Task.Run(RunAsync);
    }

    /// <summary>Done when it was stopped, or it is complete and all is delivered.</summary>
    public Task Completion { get; }

    /// <summary>About how much memory the messages take that are not done, in bytes.</summary>
    public long WaitingBytes => Interlocked.Read(ref _waitingBytes);

    /// <summary>One more message, behind all others.</summary>
    public void Add(IncomingMessage message)
    {
        Interlocked.Add(ref _waitingBytes, message.Data.Length + Overhead);
        _queue.Writer.TryWrite(message);
    }

    /// <summary>No more messages come.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Begins no other message; the one under way is cancelled when it has not ended in time, and comes again.</summary>
    /// <param name="patience">How long it may take.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        Complete();
        if (_before is { } before)
        {
            await before.StopAsync(patience);
        }
        await _end.CancelAsync();
        await Completion.WaitAsync(patience, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync();
        await Completion;
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _end.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            if (_before is { } before)
            {
                await before.Completion.WaitAsync(_end.Token);
            }
            _before = null;
            while (await _queue.Reader.WaitToReadAsync(_end.Token))
            {
                await DeliverAsync(await NextBatchAsync());
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
    }

    private async Task<List<IncomingMessage>> NextBatchAsync()
    {
        var batch = new List<IncomingMessage>(_consumer.BatchSize);
        while (batch.Count < _consumer.BatchSize && _queue.Reader.TryRead(out var message)) batch.Add(message);
        if (batch.Count == _consumer.BatchSize || _consumer.BatchWait <= TimeSpan.Zero) return batch;
        using var wait = new CancellationTokenSource(_consumer.BatchWait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, _end.Token);
        try
        {
            while (batch.Count < _consumer.BatchSize && await _queue.Reader.WaitToReadAsync(either.Token))
                while (batch.Count < _consumer.BatchSize && _queue.Reader.TryRead(out var message)) batch.Add(message);
        }
        catch (OperationCanceledException) when (wait.IsCancellationRequested)
        {
        }
        return batch;
    }

    private async Task DeliverAsync(List<IncomingMessage> batch)
    {
        var waiting = batch;
        for (var attempt = 1; ; attempt++)
        {
            await _consumer.WhenReadyAsync(_end.Token);
            var results = await AttemptAsync(waiting);
            waiting = [.. waiting.Where((_, i) => results[i] is not null)];
            if (waiting.Count == 0) break;
            await Task.Delay(DeliveryBackOff.Before(attempt), _clock, _end.Token);
        }
        foreach (var message in batch)
        {
            _done(message);
            Interlocked.Add(ref _waitingBytes, -message.Data.Length - Overhead);
        }
    }

    private async Task<IReadOnlyList<Exception?>> AttemptAsync(IReadOnlyList<IncomingMessage> messages)
    {
        try
        {
            return await _consumer.DeliverAsync(messages, _stop.Token);
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            return [.. messages.Select(_ => (Exception?)failure)];
        }
    }
}
