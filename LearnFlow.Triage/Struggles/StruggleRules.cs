using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Struggles.Rules;

namespace LearnFlow.Triage.Struggles;

/// <summary>All rules together, and how an activity changes the struggles.</summary>
public sealed class StruggleRules(StruggleThresholds thresholds)
{
    /// <summary>In order of precedence: a scope has one open struggle at a time, because one nudge is help and two are noise.</summary>
    private readonly IReadOnlyList<StruggleRule> _rules =
    [
        new SameErrorRule(thresholds.SameError),
        new SameFailingTestRule(thresholds.SameFailingTest),
        new QuizFailuresRule(thresholds.QuizFailures),
        new UnchangedRerunsRule(thresholds.UnchangedReruns, thresholds.UnchangedRerunGap),
        new NoProgressRule(thresholds.NoProgressSubmissions, thresholds.NoProgressTime),
        new GrowingEditsRule(thresholds.GrowingEdits),
        new CodeThrownAwayRule(thresholds.ThrownAwayLines, thresholds.ThrownAwayShare),
        new ManyHelpRequestsRule(thresholds.HelpRequests, thresholds.HelpRequestsTime),
        new LongPauseRule(thresholds.LongPause, thresholds.Expiry),
    ];

    /// <summary>The struggles after activity number <paramref name="index"/>, given those before it.</summary>
    /// <param name="state">The struggles before it.</param>
    /// <param name="activities">What the learner did, oldest first; what comes after <paramref name="index"/> is not looked at.</param>
    /// <param name="index">The activity that happens now.</param>
    public StruggleState Step(StruggleState state, IReadOnlyList<Activity> activities, int index)
    {
        var now = activities[index];
        state = Forget(state, now.At);
        state = Resolve(state, now);
        return state.Open.Any(open => open.Scope == now.Scope) ? state : Raise(state, Past(activities, index));
    }

    /// <summary>A struggle that nothing was heard of for long has been walked away from; cool-downs that are over say nothing.</summary>
    private StruggleState Forget(StruggleState state, DateTimeOffset now) => new(
        state.Open.RemoveAll(open => now - open.At > thresholds.Expiry),
        state.Cooling.RemoveRange(state.Cooling.Where(cooling => cooling.Value <= now).Select(cooling => cooling.Key)));

    private StruggleState Resolve(StruggleState state, Activity now)
    {
        foreach (var open in state.Open.Where(open => open.Scope == now.Scope && Rule(open).IsResolvedBy(now)))
        {
            state = new(state.Open.Remove(open), state.Cooling.SetItem(CoolingKey(open.Rule, open.Scope), now.At + thresholds.CoolDown));
        }

        return state;
    }

    private StruggleState Raise(StruggleState state, IReadOnlyList<Activity> past)
    {
        var now = past[^1];
        foreach (var rule in _rules)
        {
            if (!state.Cooling.ContainsKey(CoolingKey(rule.Name, now.Scope)) && rule.Find(past) is { } evidence)
            {
                var ids = evidence.Activities.Select(activity => activity.Id).ToList();
                return state with
                {
                    Open = state.Open.Add(new Struggle($"{rule.Name}-{now.Id}", rule.Name, now.Scope, now.At, evidence.Reason, ids, now.ExerciseId)),
                };
            }
        }

        return state;
    }

    /// <summary>A rule that was configured away since still ends by a success.</summary>
    private StruggleRule Rule(Struggle struggle) => _rules.FirstOrDefault(rule => rule.Name == struggle.Rule) ?? _rules[0];

    /// <summary>What was done in the scope of activity <paramref name="index"/> up to it, as far back as every window reaches.</summary>
    private static List<Activity> Past(IReadOnlyList<Activity> activities, int index)
    {
        var scope = activities[index].Scope;
        var past = new List<Activity>();
        for (var at = Math.Max(0, index - LearnerWindow.LookBack); at <= index; at++)
        {
            if (activities[at].Scope == scope)
            {
                past.Add(activities[at]);
            }
        }

        return past;
    }

    private static string CoolingKey(string rule, string scope) => $"{rule} {scope}";
}
