namespace LearnFlow.Exercises.Quiz;

/// <summary>A learner's first answer to a question; later ones are told whether they are right and are not kept.</summary>
public sealed class QuizAnswer
{
    /// <summary>Unique id; also the id of its event.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the learner that answered.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The question.</summary>
    public required Guid QuestionId { get; init; }

    /// <summary>The question's revision.</summary>
    public required int Revision { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The options, counted from 0 as the learner was shown them.</summary>
    public required List<int> Choices { get; init; }

    /// <summary>Whether it was right.</summary>
    public required bool Correct { get; init; }
}
