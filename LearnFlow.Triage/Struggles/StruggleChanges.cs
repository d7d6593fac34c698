using LearnFlow.Events;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Struggles;

/// <summary>What is new between two windows of one learner.</summary>
/// <param name="Detected">Struggles that began.</param>
/// <param name="Resolved">Struggles that ended.</param>
public sealed record StruggleChanges(IReadOnlyList<StruggleDetected> Detected, IReadOnlyList<StruggleResolved> Resolved)
{
    /// <summary>The alerts to send.</summary>
    /// <param name="before">The window before an activity was added.</param>
    /// <param name="after">The window after it.</param>
    /// <param name="at">When the activity was done (UTC).</param>
    public static StruggleChanges Between(LearnerWindow before, LearnerWindow after, DateTimeOffset at) => new(
        [.. Missing(after, before).Select(began => AlertOf(began, after))],
        [.. Missing(before, after).Select(ended => new StruggleResolved(
            $"{ended.Id}-resolved", after.LearnerId, at, ended.Rule, ended.Id))]);

    private static StruggleDetected AlertOf(Struggle began, LearnerWindow window)
    {
        var hint = FirstHint.On(window.Activities, began.Scope);
        return new(began.Id, window.LearnerId, began.At, began.Rule, began.Reason, began.AttemptIds, began.ExerciseId, hint?.Text, hint?.Line);
    }

    /// <summary>Open in <paramref name="one"/> but not in <paramref name="other"/>.</summary>
    private static IEnumerable<Struggle> Missing(LearnerWindow one, LearnerWindow other) =>
        one.Open.Where(struggle => other.Open.All(open => open.Id != struggle.Id));
}
