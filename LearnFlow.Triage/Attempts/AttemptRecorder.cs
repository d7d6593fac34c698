using LearnFlow.Triage.Struggles;

namespace LearnFlow.Triage.Attempts;

/// <summary>
/// Adds what a learner did to the learner's window and tells of struggles that begin or end by it.
/// </summary>
/// <remarks>
/// Alerts go out before the window is saved. When the process dies in between, the event is delivered again, the same
/// struggle is found, and its alert has the same id, so that consumers drop the second one; saved first, it would be lost.
/// </remarks>
public sealed class AttemptRecorder(ILearnerWindows windows, IStruggleAlerts alerts, StruggleRules rules)
{
    /// <summary>Records <paramref name="activity"/> of <paramref name="learnerId"/>; one that was recorded before changes nothing.</summary>
    public async Task RecordAsync(string learnerId, Activity activity, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (window, etag) = await windows.LoadAsync(learnerId, cancellationToken);
            var after = window.Add(activity, rules);
            if (ReferenceEquals(after, window))
            {
                return;
            }

            await alerts.PublishAsync(StruggleChanges.Between(window, after, activity.At), cancellationToken);
            if (await windows.TrySaveAsync(after, etag, cancellationToken))
            {
                return;
            }

            // Another replica saved in between: its window is the new truth, and this activity is added to that.
        }
    }
}
