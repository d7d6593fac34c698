namespace LearnFlow.Events;

/// <summary>An account was deleted: every service erases what it keeps of its owner. It is the owner's last event.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">The owner of the deleted account.</param>
/// <param name="At">When (UTC).</param>
public sealed record LearnerDeleted(string Id, string LearnerId, DateTimeOffset At) : ILearningEvent
{
    /// <inheritdoc />
    public static string Type => "learner.deleted";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
