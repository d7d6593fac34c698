namespace LearnFlow.Sandbox.Workers;

/// <summary>
/// What may wait: as much as the workers can do before the deadline, at the rate that they had last, and as much text as the
/// API has memory for, of one learner an eighth of that.
/// </summary>
internal sealed class QueueBound(SandboxOptions options)
{
    private const int LearnersPart = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _charactersOf = new(StringComparer.Ordinal);
    private long _characters;

    /// <summary>How long a job may wait.</summary>
    public TimeSpan Deadline { get; } = TimeSpan.FromSeconds(options.QueueSeconds);

    /// <summary>Takes room for a job.</summary>
    /// <param name="learner">Whose it is.</param>
    /// <param name="characters">Its text.</param>
    /// <param name="expectedWait">What it is expected to wait.</param>
    /// <exception cref="QueueFullException">There is no room; says when there will be.</exception>
    public void Take(string learner, long characters, TimeSpan expectedWait)
    {
        if (expectedWait > Deadline)
        {
            throw new QueueFullException(expectedWait - Deadline);
        }
        lock (_lock)
        {
            var own = _charactersOf.GetValueOrDefault(learner);
            // One job alone always fits: a request's size is bounded where it enters.
            if ((_characters > 0 && _characters + characters > options.QueueCharacters) || (own > 0 && own + characters > options.QueueCharacters / LearnersPart))
            {
                throw new QueueFullException(expectedWait);
            }
            _characters += characters;
            _charactersOf[learner] = own + characters;
        }
    }

    /// <summary>Gives a job's room back.</summary>
    public void Release(string learner, long characters)
    {
        lock (_lock)
        {
            _characters -= characters;
            if ((_charactersOf[learner] -= characters) == 0)
            {
                _charactersOf.Remove(learner);
            }
        }
    }
}
