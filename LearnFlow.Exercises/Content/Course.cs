namespace LearnFlow.Exercises.Content;

/// <summary>The whole curriculum as it was read.</summary>
/// <param name="Concepts">What can be learned, with what must be known before.</param>
/// <param name="Modules">In the order of the course.</param>
public sealed record Course(IReadOnlyList<ConceptContent> Concepts, IReadOnlyList<ModuleFolder> Modules);

/// <summary>A concept: the unit that mastery is kept for. Its article has the same slug in LearnFlow.Concepts.</summary>
public sealed record ConceptContent
{
    /// <summary>The name in addresses.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that learners see.</summary>
    public required string Title { get; init; }

    /// <summary>The module that introduces it.</summary>
    public required string Module { get; init; }

    /// <summary>The concepts to be known before it: the edges of the prerequisite graph, which has no cycle.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];
}

/// <summary>What <c>module.yaml</c> says.</summary>
public sealed record ModuleContent
{
    /// <summary>The heading that learners see.</summary>
    public required string Title { get; init; }

    /// <summary>What a learner can do after it, in one sentence.</summary>
    public required string Goal { get; init; }

    /// <summary>Slugs of its exercises in the order they are met: every file of the folder, once.</summary>
    public required IReadOnlyList<string> Exercises { get; init; }
}

/// <summary>A module with all that its folder holds.</summary>
/// <param name="Slug">The folder's name without its number.</param>
/// <param name="Position">The folder's number, from 1.</param>
/// <param name="Content">Title, goal and order.</param>
/// <param name="Exercises">In order.</param>
/// <param name="Quiz">Questions of <c>quiz.yaml</c>.</param>
public sealed record ModuleFolder(
    string Slug,
    int Position,
    ModuleContent Content,
    IReadOnlyList<ExerciseContent> Exercises,
    IReadOnlyList<QuizContent> Quiz);
