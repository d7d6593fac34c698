namespace LearnFlow.Exercises.Content;

/// <summary>
/// An exercise as its author wrote it. The same record is a YAML file of the curriculum, a JSON document in the
/// database, and what import and export carry.
/// </summary>
public sealed record ExerciseContent
{
    /// <summary>The name in addresses: lower-case words joined by hyphens; the file's name in the curriculum.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The heading that learners see.</summary>
    public required string Title { get; init; }

    /// <summary>What the learner is asked to do.</summary>
    public required ExerciseKind Kind { get; init; }

    /// <summary>1 (a first try) to 5 (an evening's puzzle).</summary>
    public required int Difficulty { get; init; }

    /// <summary>The concepts that it practises, the main one first (slugs of <c>concepts.yaml</c>).</summary>
    public required IReadOnlyList<string> Concepts { get; init; }

    /// <summary>The task, in Markdown.</summary>
    public required string Statement { get; init; }

    /// <summary>The code that the learner starts from.</summary>
    public string Starter { get; init; } = "";

    /// <summary>A reference solution; for <see cref="ExerciseKind.PredictOutput"/> the text that <see cref="Program"/> prints.</summary>
    public required string Solution { get; init; }

    /// <summary>The program to be read, for <see cref="ExerciseKind.PredictOutput"/> only.</summary>
    public string? Program { get; init; }

    /// <summary>Where it stands in a project, for <see cref="ExerciseKind.Project"/> only.</summary>
    public ProjectStep? Project { get; init; }

    /// <summary>How a submission is judged; empty for <see cref="ExerciseKind.PredictOutput"/>.</summary>
    public TestSuite Tests { get; init; } = new();

    /// <summary>Three hints, from where to look to what to do next; none gives the solution.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    /// <summary>Solutions that learners typically write and that the tests must refuse.</summary>
    public required IReadOnlyList<WrongSolution> Wrong { get; init; }
}

/// <summary>A step of a project.</summary>
/// <param name="Name">The project's name, the same for all of its steps.</param>
/// <param name="Step">Counted from 1.</param>
public sealed record ProjectStep(string Name, int Step);

/// <summary>A typical wrong solution.</summary>
/// <param name="Code">What the learner writes; for a prediction the text that they expect.</param>
/// <param name="Why">What is wrong in it, said to a teacher.</param>
public sealed record WrongSolution(string Code, string Why);
