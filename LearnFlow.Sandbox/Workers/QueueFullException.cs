namespace LearnFlow.Sandbox.Workers;

/// <summary>More runs wait than the queue holds, or than one learner may have waiting.</summary>
public sealed class QueueFullException(TimeSpan retryAfter) : Exception("Too many programs are waiting to run; try again in a moment.")
{
    /// <summary>When the caller may try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
