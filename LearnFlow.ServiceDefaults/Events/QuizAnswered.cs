namespace LearnFlow.Events;

/// <summary>A learner answered a quiz question on a concept.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Whom it happened to.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Concept">The concept's slug.</param>
/// <param name="Question">The question's id.</param>
/// <param name="Correct">Whether the answer was right.</param>
public sealed record QuizAnswered(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string Concept,
    string Question,
    bool Correct) : ILearningEvent
{
    /// <inheritdoc cref="QuizAnswered" path="/param[@name='Concept']" />
    public string Concept { get; init; } = EventText.Cut(Concept, EventText.MaxName);

    /// <inheritdoc cref="QuizAnswered" path="/param[@name='Question']" />
    public string Question { get; init; } = EventText.Cut(Question, EventText.MaxName);

    /// <inheritdoc />
    public static string Type => "quiz.answered";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
