using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary><paramref name="count"/> requests for help within <paramref name="time"/>, and nothing worked in between.</summary>
public sealed class ManyHelpRequestsRule(int count, TimeSpan time) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "manyHelpRequests";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        if (past[^1] is not HelpRequest latest)
        {
            return null;
        }

        var requests = past.Reverse()
            .TakeWhile(activity => !activity.Succeeded && latest.At - activity.At <= time)
            .OfType<HelpRequest>().Reverse().ToList();
        return requests.Count >= count
            ? new($"{requests.Count} requests for help within {time.TotalMinutes:0} minutes.", requests)
            : null;
    }
}
