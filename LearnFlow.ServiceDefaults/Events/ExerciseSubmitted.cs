namespace LearnFlow.Events;

/// <summary>A learner handed in a solution, and it was graded.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Whom it happened to.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="ExerciseId">The exercise.</param>
/// <param name="Code">The program as it was handed in.</param>
/// <param name="TestsPassed">Tests that passed.</param>
/// <param name="TestsTotal">Tests of the exercise.</param>
/// <param name="FailingTest">Name of the first test that failed; null when all passed.</param>
/// <param name="ErrorType">Exception class of the first failure, when it was one.</param>
/// <param name="ErrorMessage">Its message, or what was expected and what came.</param>
/// <param name="ErrorLine">Line of the learner's code, from 1.</param>
public sealed record ExerciseSubmitted(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string ExerciseId,
    string Code,
    int TestsPassed,
    int TestsTotal,
    string? FailingTest,
    string? ErrorType = null,
    string? ErrorMessage = null,
    int? ErrorLine = null) : ILearningEvent
{
    /// <inheritdoc cref="ExerciseSubmitted" path="/param[@name='ExerciseId']" />
    public string ExerciseId { get; init; } = EventText.Cut(ExerciseId, EventText.MaxName);

    /// <inheritdoc cref="ExerciseSubmitted" path="/param[@name='Code']" />
    public string Code { get; init; } = EventText.Cut(Code, EventText.MaxCode);

    /// <inheritdoc cref="ExerciseSubmitted" path="/param[@name='FailingTest']" />
    public string? FailingTest { get; init; } = EventText.Cut(FailingTest, EventText.MaxReason);

    /// <inheritdoc cref="ExerciseSubmitted" path="/param[@name='ErrorType']" />
    public string? ErrorType { get; init; } = EventText.Cut(ErrorType, EventText.MaxName);

    /// <inheritdoc cref="ExerciseSubmitted" path="/param[@name='ErrorMessage']" />
    public string? ErrorMessage { get; init; } = EventText.Cut(ErrorMessage, EventText.MaxMessage);

    /// <inheritdoc />
    public static string Type => "exercise.submitted";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
