using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary>
/// <paramref name="count"/> submissions, or three over <paramref name="time"/>, pass no more tests than the one before them.
/// </summary>
public sealed class NoProgressRule(int count, TimeSpan time) : StruggleRule
{
    private const int FewestOverTime = 3;

    /// <inheritdoc />
    public override string Name => "noProgress";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        if (past[^1] is not Submission { Succeeded: false } latest)
        {
            return null;
        }

        var stalled = Stalled([.. past.OfType<Submission>()]);
        var lasted = latest.At - stalled[0].At;
        return stalled.Count > count || (stalled.Count > FewestOverTime && lasted >= time)
            ? new($"{stalled.Count - 1} submissions in {Math.Ceiling(lasted.TotalMinutes):0} minutes passed no more tests: still {latest.TestsPassed} of {latest.TestsTotal}.", stalled)
            : null;
    }

    /// <inheritdoc />
    public override bool IsResolvedBy(Activity activity) => activity is Submission { Succeeded: true };

    /// <summary>The longest run of submissions up to the newest in which none passed more tests than the first of them.</summary>
    private static List<Submission> Stalled(List<Submission> submissions)
    {
        var best = submissions[^1].TestsPassed;
        var from = submissions.Count - 1;
        for (var index = from - 1; index >= 0 && !submissions[index].Succeeded; index--)
        {
            if (submissions[index].TestsPassed >= best)
            {
                best = submissions[index].TestsPassed;
                from = index;
            }
        }

        return submissions[from..];
    }
}
