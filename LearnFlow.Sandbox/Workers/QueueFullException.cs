namespace LearnFlow.Sandbox.Workers;

/// <summary>A job would wait, or has waited, beyond the queue's deadline.</summary>
/// <param name="retryAfter">When the caller may try again; at least a second is told.</param>
public sealed class QueueFullException(TimeSpan retryAfter) : Exception("Too many programs are waiting to run; try again in a moment.")
{
    /// <summary>When the caller may try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter > TimeSpan.FromSeconds(1) ? retryAfter : TimeSpan.FromSeconds(1);
}
