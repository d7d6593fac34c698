using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles;

/// <summary>
/// One way to be stuck, as a pure function over what a learner did in one scope (an exercise, free practice, a concept).
/// </summary>
public abstract class StruggleRule
{
    /// <summary>The rule's name in events and configuration, camelCase.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Looks whether the newest activity completes the pattern.
    /// </summary>
    /// <param name="past">The scope's latest activities, oldest first, at least one; the last is the newest.</param>
    /// <returns>What shows it, or null when there is no struggle.</returns>
    public abstract StruggleEvidence? Find(IReadOnlyList<Activity> past);

    /// <summary>True when <paramref name="activity"/>, made in the same scope after the struggle began, ends it.</summary>
    public virtual bool IsResolvedBy(Activity activity) => activity.Succeeded;

    /// <summary>The last <paramref name="count"/> attempts without other activities between them mattering; null when there are fewer.</summary>
    protected static IReadOnlyList<Attempt>? LatestAttempts(IReadOnlyList<Activity> past, int count)
    {
        if (past[^1] is not Attempt)
        {
            return null; // the newest activity is something else, so no attempt has just completed a pattern
        }

        var attempts = past.OfType<Attempt>().TakeLast(count).ToList();
        return attempts.Count == count ? attempts : null;
    }
}
