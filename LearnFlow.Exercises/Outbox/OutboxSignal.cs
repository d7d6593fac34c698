using System.Threading.Channels;

namespace LearnFlow.Exercises.Outbox;

/// <summary>Wakes this replica's relay as soon as something was written, so that it need not look often.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something to publish.</summary>
    public void Raise() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until something is said, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Time is over: look anyway, because another replica may have died with messages unpublished.
        }
    }
}
