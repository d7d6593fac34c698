namespace LearnFlow.Exercises.Content;

/// <summary>How a quiz question is answered.</summary>
public enum QuizKind
{
    /// <summary>Exactly one option is right.</summary>
    SingleChoice,

    /// <summary>At least one option is right; all right ones and no other must be chosen.</summary>
    MultipleChoice,

    /// <summary>The options are lines to be put in order; written here in the right order, shown shuffled.</summary>
    OrderLines,
}

/// <summary>A quiz question of a module (<c>quiz.yaml</c>).</summary>
public sealed record QuizContent
{
    /// <summary>The name in addresses.</summary>
    public required string Slug { get; init; }

    /// <summary>How it is answered.</summary>
    public required QuizKind Kind { get; init; }

    /// <summary>1 to 5.</summary>
    public required int Difficulty { get; init; }

    /// <summary>The concepts that it asks about, the main one first.</summary>
    public required IReadOnlyList<string> Concepts { get; init; }

    /// <summary>The question, in Markdown.</summary>
    public required string Question { get; init; }

    /// <summary>The options, each with its explanation.</summary>
    public required IReadOnlyList<QuizOption> Options { get; init; }
}

/// <summary>One option of a question.</summary>
public sealed record QuizOption
{
    /// <summary>The option, in Markdown; a line of code for <see cref="QuizKind.OrderLines"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Whether choosing it is right; not used by <see cref="QuizKind.OrderLines"/>.</summary>
    public bool Correct { get; init; }

    /// <summary>Why it is right or wrong (or why the line stands there), said to the learner after the answer.</summary>
    public required string Explanation { get; init; }
}
