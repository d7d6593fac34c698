using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary>
/// A failing program of at least <paramref name="lines"/> lines lost <paramref name="share"/> of them, and what is left
/// does not work either: starting over instead of finding the cause.
/// </summary>
public sealed class CodeThrownAwayRule(int lines, double share) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "codeThrownAway";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        if (LatestAttempts(past, 2) is not [{ Failure: not null } before, { Failure: not null } after])
        {
            return null;
        }

        var had = before.Code.Lines.Length;
        return had >= lines && had - after.Code.Lines.Length >= share * had
            ? new($"Most of a program of {had} lines was thrown away, and what is left does not work yet.", [before, after])
            : null;
    }
}
