using System.Collections.Immutable;
using LearnFlow.Triage.Struggles;

namespace LearnFlow.Triage.Attempts;

/// <summary>
/// What Triage remembers of one learner: how many attempts there were, the latest activities, and the struggles that
/// are open. Adding the same activities in any order, and any of them twice, gives the same window, as long as none comes
/// later than <see cref="Replayable"/> activities after its time.
/// </summary>
/// <param name="LearnerId">Whose window it is.</param>
/// <param name="AttemptCount">All runs and submissions ever, each counted once.</param>
/// <param name="Seen">Ids of the latest events.</param>
/// <param name="Activities">The latest activities by time, oldest first.</param>
/// <param name="Settled">How many of them, from the oldest, are no longer replayed but only looked back on.</param>
/// <param name="Before">Struggles as they stood after the settled activities.</param>
/// <param name="Open">Struggles that are open now.</param>
/// <param name="Cooling">Of struggles that ended, until when they are not raised again (<see cref="StruggleState"/>), as of now; null in a window that was stored without it.</param>
public sealed record LearnerWindow(
    string LearnerId,
    long AttemptCount,
    SeenIds Seen,
    ImmutableList<Activity> Activities,
    int Settled,
    StruggleState Before,
    ImmutableList<Struggle> Open,
    ImmutableSortedDictionary<string, DateTimeOffset>? Cooling = null)
{
    /// <summary>How many activities are replayed when one is added, and so how late one may come.</summary>
    public const int Replayable = 15;

    /// <summary>How many older activities are kept only for rules to look back on; no rule's threshold may be larger.</summary>
    public const int LookBack = 20;

    /// <summary>Of how many latest attempts the program itself is kept.</summary>
    private const int TextsKept = 10;

    /// <summary>A learner who has done nothing yet.</summary>
    public static LearnerWindow Empty(string learnerId) => new(
        learnerId, 0, SeenIds.None, [], 0, StruggleState.None, StruggleState.None.Open, StruggleState.None.Cooling);

    /// <summary>The window with <paramref name="activity"/> added; the same window when its id was seen before.</summary>
    public LearnerWindow Add(Activity activity, StruggleRules rules)
    {
        if (Seen.Contains(activity.Id))
        {
            return this;
        }

        var index = IndexOf(activity);
        var isLatest = index == Activities.Count;
        var activities = KeepLatestTexts(Activities.Insert(index, activity));
        var settled = index < Settled ? Settled + 1 : Settled;
        var before = Before;
        while (activities.Count - settled > Replayable)
        {
            before = rules.Step(before, activities, settled++);
        }

        for (; settled > LookBack; settled--)
        {
            activities = activities.RemoveAt(0);
        }

        // What comes in its order, as nearly all does, is one step further; anything else is played again from where it belongs.
        var now = isLatest && Cooling is not null
            ? Replay(new(Open, Cooling), activities, activities.Count - 1, rules)
            : Replay(before, activities, settled, rules);
        return this with
        {
            AttemptCount = AttemptCount + (activity is Attempt ? 1 : 0),
            Seen = Seen.With(activity.Id),
            Activities = activities,
            Settled = settled,
            Before = before,
            Open = now.Open,
            Cooling = now.Cooling,
        };
    }

    private static StruggleState Replay(StruggleState state, ImmutableList<Activity> activities, int from, StruggleRules rules)
    {
        for (var index = from; index < activities.Count; index++)
        {
            state = rules.Step(state, activities, index);
        }

        return state;
    }

    /// <summary>Its place by time, then by id, so that the order does not depend on arrival.</summary>
    private int IndexOf(Activity activity)
    {
        var index = Activities.Count;
        while (index > 0 && IsBefore(activity, Activities[index - 1]))
        {
            index--;
        }

        return index;
    }

    private static bool IsBefore(Activity one, Activity other) =>
        one.At != other.At ? one.At < other.At : string.CompareOrdinal(one.Id, other.Id) < 0;

    private static ImmutableList<Activity> KeepLatestTexts(ImmutableList<Activity> activities)
    {
        var kept = 0;
        for (var index = activities.Count - 1; index >= 0; index--)
        {
            if (activities[index] is Attempt { Text: not null } attempt && ++kept > TextsKept)
            {
                activities = activities.SetItem(index, attempt with { Text = null });
            }
        }

        return activities;
    }
}
