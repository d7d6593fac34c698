using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary>
/// An attempt failed, nothing happened for <paramref name="pause"/>, and the next attempt fails too. After
/// <paramref name="away"/> the learner was not thinking but gone.
/// </summary>
public sealed class LongPauseRule(TimeSpan pause, TimeSpan away) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "longPause";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        if (past is not [.., Attempt { Failure: not null } before, Attempt { Failure: not null } after])
        {
            return null;
        }

        var paused = after.At - before.At;
        return paused >= pause && paused < away
            ? new($"After an error there was a pause of {paused.TotalMinutes:0} minutes, and the next attempt fails too.", [before, after])
            : null;
    }
}
