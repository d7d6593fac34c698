using System.Threading.Channels;

namespace LearnFlow.Exercises.Outbox;

/// <summary>Wakes this replica's relay as soon as something was written, so that it need not look often.</summary>
public sealed class OutboxSignal : Signal;

/// <summary>Wakes this replica's grading of what waits.</summary>
public sealed class GradingSignal : Signal;

/// <summary>Wakes one waiter; raised while nobody waits, it wakes the next one at once.</summary>
public abstract class Signal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something to do.</summary>
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
            // Time is over: look anyway, because another replica may have died and left something.
        }
    }
}
