namespace LearnFlow.Events;

/// <summary>A learner got an answer to a request for help.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Whom it happened to.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="RequestId">Id of the <see cref="HelpRequested"/> that it answers.</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Level">Rung of the hint ladder that was given, from 1.</param>
/// <param name="Kind">What the trouble was taken for: <c>syntax</c>, <c>runtimeError</c>, <c>wrongResult</c> and so on (Triage's contract).</param>
/// <param name="Misconception">Name of the misconception that was recognised; null when none was.</param>
/// <param name="Source">The author of the answer: <c>offline</c> or the model's name.</param>
public sealed record HelpGiven(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string RequestId,
    string? ExerciseId,
    int Level,
    string Kind,
    string? Misconception,
    string Source) : ILearningEvent
{
    /// <inheritdoc cref="HelpGiven" path="/param[@name='ExerciseId']" />
    public string? ExerciseId { get; init; } = EventText.Cut(ExerciseId, EventText.MaxName);

    /// <inheritdoc cref="HelpGiven" path="/param[@name='Misconception']" />
    public string? Misconception { get; init; } = EventText.Cut(Misconception, EventText.MaxName);

    /// <inheritdoc cref="HelpGiven" path="/param[@name='Source']" />
    public string Source { get; init; } = EventText.Cut(Source, EventText.MaxName);

    /// <inheritdoc />
    public static string Type => "help.given";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
