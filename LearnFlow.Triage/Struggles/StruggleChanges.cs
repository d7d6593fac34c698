using LearnFlow.Events;
using LearnFlow.Triage.Attempts;

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
        [.. Missing(after, before).Select(began => new StruggleDetected(
            began.Id, after.LearnerId, began.At, began.Rule, began.Reason, began.AttemptIds, began.ExerciseId))],
        [.. Missing(before, after).Select(ended => new StruggleResolved(
            $"{ended.Id}-resolved", after.LearnerId, at, ended.Rule, ended.Id))]);

    /// <summary>Open in <paramref name="one"/> but not in <paramref name="other"/>.</summary>
    private static IEnumerable<Struggle> Missing(LearnerWindow one, LearnerWindow other) =>
        one.Open.Where(struggle => other.Open.All(open => open.Id != struggle.Id));
}
