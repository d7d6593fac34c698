namespace LearnFlow.Events;

/// <summary>A struggle ended.</summary>
/// <param name="Id">Unique id of the event, derived from the struggle's.</param>
/// <param name="LearnerId">Id of the learner that was stuck.</param>
/// <param name="At">When the attempt that ended it was made (UTC).</param>
/// <param name="Rule">Name of the rule that had found it.</param>
/// <param name="StruggleId">Id of the <see cref="StruggleDetected"/> that ended.</param>
public sealed record StruggleResolved(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string Rule,
    string StruggleId) : ILearningEvent
{
    /// <inheritdoc />
    public static string Type => "struggle.resolved";

    /// <inheritdoc />
    public static string Topic => Topics.StruggleAlerts;
}
