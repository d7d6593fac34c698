namespace LearnFlow.Events;

/// <summary>Triage noticed that a learner is stuck.</summary>
/// <param name="Id">Id of the struggle, the same whenever it is found again in the same attempts.</param>
/// <param name="LearnerId">Id of the learner that is stuck.</param>
/// <param name="At">When the attempt that completed the pattern was made (UTC).</param>
/// <param name="Rule">Name of the rule that found it, for example <c>sameError</c>.</param>
/// <param name="Reason">Why, in plain words, for learner and teacher.</param>
/// <param name="AttemptIds">The attempts that show it, oldest first.</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Hint">The first hint about it, in Markdown; null when no attempt shows the trouble.</param>
/// <param name="Line">Line of the program that the hint is about, from 1; null when it is about none.</param>
public sealed record StruggleDetected(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string Rule,
    string Reason,
    IReadOnlyList<string> AttemptIds,
    string? ExerciseId = null,
    string? Hint = null,
    int? Line = null) : ILearningEvent
{
    /// <inheritdoc cref="StruggleDetected" path="/param[@name='AttemptIds']" />
    public IReadOnlyList<string> AttemptIds { get; init; } = AttemptIds is { Count: > EventText.MaxAttempts }
        ? [.. AttemptIds.TakeLast(EventText.MaxAttempts)]
        : AttemptIds;

    /// <inheritdoc cref="StruggleDetected" path="/param[@name='Reason']" />
    public string Reason { get; init; } = EventText.Cut(Reason, EventText.MaxReason);

    /// <inheritdoc cref="StruggleDetected" path="/param[@name='ExerciseId']" />
    public string? ExerciseId { get; init; } = EventText.Cut(ExerciseId, EventText.MaxName);

    /// <inheritdoc cref="StruggleDetected" path="/param[@name='Hint']" />
    public string? Hint { get; init; } = EventText.Cut(Hint, EventText.MaxHint);

    /// <inheritdoc />
    public static string Type => "struggle.detected";

    /// <inheritdoc />
    public static string Topic => Topics.StruggleAlerts;
}
