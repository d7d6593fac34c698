namespace LearnFlow.Events;

/// <summary>A learner asked for help.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Whom it happened to.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Level">Rung of the hint ladder that is asked for, from 1.</param>
/// <param name="Question">What the learner wrote; null when only the button was pressed.</param>
public sealed record HelpRequested(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string? ExerciseId,
    int Level,
    string? Question) : ILearningEvent
{
    /// <inheritdoc cref="HelpRequested" path="/param[@name='ExerciseId']" />
    public string? ExerciseId { get; init; } = EventText.Cut(ExerciseId, EventText.MaxName);

    /// <inheritdoc cref="HelpRequested" path="/param[@name='Question']" />
    public string? Question { get; init; } = EventText.Cut(Question, EventText.MaxMessage);

    /// <inheritdoc />
    public static string Type => "help.requested";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
