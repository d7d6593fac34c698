namespace LearnFlow.Events;

/// <summary>Somebody deleted their account: every service erases what it keeps of them. It is the last event of theirs.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Who has left.</param>
/// <param name="At">When (UTC).</param>
public sealed record LearnerDeleted(string Id, string LearnerId, DateTimeOffset At) : ILearningEvent
{
    /// <inheritdoc />
    public static string Type => "learner.deleted";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
