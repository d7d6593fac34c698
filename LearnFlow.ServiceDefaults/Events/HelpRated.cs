namespace LearnFlow.Events;

/// <summary>A learner said whether an answer helped.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Id of the learner that rated it.</param>
/// <param name="At">When it was said (UTC).</param>
/// <param name="RequestId">Id of the <see cref="HelpRequested"/> that was answered.</param>
/// <param name="Helped">Whether it helped.</param>
public sealed record HelpRated(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string RequestId,
    bool Helped) : ILearningEvent
{
    /// <inheritdoc />
    public static string Type => "help.rated";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
