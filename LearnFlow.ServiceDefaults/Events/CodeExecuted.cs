namespace LearnFlow.Events;

/// <summary>A learner ran code in the sandbox: one attempt.</summary>
/// <param name="Id">Unique id of the run.</param>
/// <param name="LearnerId">Whom it happened to.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Language">Language of the code: <c>python</c>.</param>
/// <param name="Code">The program as it was run, at most 64 KiB.</param>
/// <param name="Status">How the run ended: <c>ok</c>, <c>error</c>, <c>wallTimeLimit</c>, <c>memoryLimit</c> and so on (the sandbox's contract).</param>
/// <param name="ErrorType">Exception class, for example <c>ZeroDivisionError</c>; null when the run did not end in one.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="ErrorLine">Line of the learner's code where it was raised, from 1.</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="ElapsedMs">Wall time of the run in milliseconds.</param>
public sealed record CodeExecuted(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string Language,
    string Code,
    string Status,
    string? ErrorType = null,
    string? ErrorMessage = null,
    int? ErrorLine = null,
    string? ExerciseId = null,
    double ElapsedMs = 0) : ILearningEvent
{
    /// <inheritdoc cref="CodeExecuted" path="/param[@name='Language']" />
    public string Language { get; init; } = EventText.Cut(Language, EventText.MaxName);

    /// <inheritdoc cref="CodeExecuted" path="/param[@name='Code']" />
    public string Code { get; init; } = EventText.Cut(Code, EventText.MaxCode);

    /// <inheritdoc cref="CodeExecuted" path="/param[@name='ErrorType']" />
    public string? ErrorType { get; init; } = EventText.Cut(ErrorType, EventText.MaxName);

    /// <inheritdoc cref="CodeExecuted" path="/param[@name='ErrorMessage']" />
    public string? ErrorMessage { get; init; } = EventText.Cut(ErrorMessage, EventText.MaxMessage);

    /// <inheritdoc cref="CodeExecuted" path="/param[@name='ExerciseId']" />
    public string? ExerciseId { get; init; } = EventText.Cut(ExerciseId, EventText.MaxName);

    /// <inheritdoc />
    public static string Type => "code.executed";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
