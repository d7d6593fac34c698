using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary>
/// <paramref name="count"/> edits, each larger than the one before, and the failure is still the same: changes grow when
/// a learner no longer knows where the cause is.
/// </summary>
public sealed class GrowingEditsRule(int count) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "growingEdits";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        var attempts = LatestAttempts(past, count + 1);
        if (attempts?[^1].Failure is not { } failure || attempts.Any(attempt => attempt.Failure != failure))
        {
            return null;
        }

        var edits = attempts.Zip(attempts.Skip(1), (before, after) => before.Code.LinesChanged(after.Code)).ToList();
        return edits[0] > 0 && edits.Zip(edits.Skip(1)).All(pair => pair.Second > pair.First)
            ? new($"The last {count} changes to the program got larger each time, and it still fails in the same way.", attempts)
            : null;
    }
}
