using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>An exercise in a list. Its module is empty when it belongs to a class.</summary>
public sealed record ExerciseSummary(
    Guid Id,
    string Slug,
    string Title,
    string Module,
    ExerciseKind Kind,
    int Difficulty,
    IReadOnlyList<string> Concepts,
    Publication Status = Publication.Published);

/// <summary>An authored hint.</summary>
/// <param name="Level">From 1, where to look, upward.</param>
/// <param name="Of">How many levels there are.</param>
/// <param name="Text">The hint, in Markdown.</param>
public sealed record HintView(int Level, int Of, string Text);

/// <summary>
/// An exercise as a learner may see it: without its solution, the data of hidden tests, hints and wrong solutions.
/// </summary>
/// <param name="Id">Its id, for submissions.</param>
/// <param name="Slug">The name in addresses.</param>
/// <param name="Title">The heading.</param>
/// <param name="Module">The slug of its module.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Difficulty">1 to 5.</param>
/// <param name="Concepts">What it practises.</param>
/// <param name="Statement">The task, in Markdown.</param>
/// <param name="Starter">The code to start from.</param>
/// <param name="Program">The program to read, for a prediction.</param>
/// <param name="Project">Its place in a project.</param>
/// <param name="VisibleTests">Tests to be seen in full.</param>
/// <param name="HiddenTests">Names of the tests whose data is not shown.</param>
/// <param name="HintCount">How many hints there are.</param>
public sealed record ExerciseDetail(
    Guid Id,
    string Slug,
    string Title,
    string Module,
    ExerciseKind Kind,
    int Difficulty,
    IReadOnlyList<string> Concepts,
    string Statement,
    string Starter,
    string? Program,
    ProjectPlace? Project,
    IReadOnlyList<TestContent> VisibleTests,
    IReadOnlyList<string> HiddenTests,
    int HintCount)
{
    /// <summary>What a learner may see of an exercise.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="projectSteps">How many steps its project has; 0 when it is of none.</param>
    public static ExerciseDetail Of(Exercise exercise, int projectSteps = 0) => new(
        exercise.Id,
        exercise.Slug,
        exercise.Title,
        exercise.Module,
        exercise.Kind,
        exercise.Difficulty,
        exercise.Concepts,
        exercise.Content.Statement,
        exercise.Content.Starter,
        exercise.Content.Program,
        exercise.Content.Project is { } project ? new ProjectPlace(project.Name, project.Step, projectSteps) : null,
        exercise.Content.Tests.Visible,
        [.. exercise.Content.Tests.Hidden.Select(test => test.Name)],
        exercise.Content.Hints.Count);
}

/// <summary>A step of a project, from 1 to <paramref name="Steps"/>.</summary>
public sealed record ProjectPlace(string Name, int Step, int Steps);

/// <summary>A module with the concepts that it introduces.</summary>
public sealed record ModuleView(string Slug, string Title, string Goal, int Position, IReadOnlyList<ConceptView> Concepts);

/// <summary>A concept with what must be known before it.</summary>
public sealed record ConceptView(string Slug, string Title, IReadOnlyList<string> Requires);
