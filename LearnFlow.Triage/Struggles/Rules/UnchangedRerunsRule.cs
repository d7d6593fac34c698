using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary>
/// The very same program fails <paramref name="count"/> times, each within <paramref name="gap"/> of the one before:
/// hoping that it works this time.
/// </summary>
public sealed class UnchangedRerunsRule(int count, TimeSpan gap) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "unchangedReruns";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        var attempts = LatestAttempts(past, count);
        return attempts is not null && attempts.All(attempt => attempt.Failure is not null) && Pairs(attempts).All(IsRerun)
            ? new($"The same program was run {count} times without a change, and it failed every time.", attempts)
            : null;
    }

    private bool IsRerun((Attempt Before, Attempt After) pair) =>
        pair.After.At - pair.Before.At <= gap && pair.After.Code.IsSameAs(pair.Before.Code);

    private static IEnumerable<(Attempt Before, Attempt After)> Pairs(IReadOnlyList<Attempt> attempts) => attempts.Zip(attempts.Skip(1));
}
