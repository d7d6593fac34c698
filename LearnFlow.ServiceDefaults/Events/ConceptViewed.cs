namespace LearnFlow.Events;

/// <summary>A learner opened a concept article.</summary>
/// <param name="Id">Unique id of the event.</param>
/// <param name="LearnerId">Whom it happened to.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Concept">The article's slug.</param>
public sealed record ConceptViewed(
    string Id,
    string LearnerId,
    DateTimeOffset At,
    string Concept) : ILearningEvent
{
    /// <inheritdoc cref="ConceptViewed" path="/param[@name='Concept']" />
    public string Concept { get; init; } = EventText.Cut(Concept, EventText.MaxName);

    /// <inheritdoc />
    public static string Type => "concept.viewed";

    /// <inheritdoc />
    public static string Topic => Topics.LearningEvents;
}
