namespace LearnFlow.Web.Services;

/// <summary>The one way through the course: each module's lessons stand before the first exercise that needs them, and its quiz at the end.</summary>
public sealed class CoursePath
{
    private CoursePath(IReadOnlyList<PathModule> modules) => Modules = modules;

    /// <summary>The modules in order.</summary>
    public IReadOnlyList<PathModule> Modules { get; }

    /// <summary>All steps in order.</summary>
    public IEnumerable<PathStep> Steps => Modules.SelectMany(module => module.Steps);

    /// <summary>Puts the way together.</summary>
    /// <param name="modules">In the order of the course.</param>
    /// <param name="exercises">In the order of the course.</param>
    public static CoursePath Of(IReadOnlyList<CourseModule> modules, IReadOnlyList<ExerciseSummary> exercises)
    {
        var byModule = exercises.ToLookup(exercise => exercise.Module);
        return new CoursePath([.. modules.Select(module => new PathModule(module, [.. StepsOf(module, byModule[module.Slug])]))]);
    }

    /// <summary>What comes after a step; null after the last.</summary>
    public PathStep? After(PathStepKind kind, string slug) => Steps.SkipWhile(step => step.Kind != kind || step.Slug != slug).Skip(1).FirstOrDefault();

    /// <summary>The first exercise after the given one that is not solved, else the first of the course; null when all are.</summary>
    public PathStep? NextExercise(string slug, CourseProgress progress)
    {
        var open = Steps.Where(step => step.Kind == PathStepKind.Exercise && step.Slug != slug && !progress.IsSolved(step.Slug)).ToList();
        var place = Steps.Select(step => step.Slug).ToList();
        return open.FirstOrDefault(step => place.IndexOf(step.Slug) > place.IndexOf(slug)) ?? open.FirstOrDefault();
    }

    private static IEnumerable<PathStep> StepsOf(CourseModule module, IEnumerable<ExerciseSummary> exercises)
    {
        var all = exercises.ToList();
        var needed = all.SelectMany(exercise => exercise.Concepts ?? []).ToHashSet();
        var lessons = (module.Concepts ?? []).ToList();
        foreach (var exercise in all)
        {
            foreach (var concept in exercise.Concepts ?? [])
            {
                if (lessons.FindIndex(lesson => lesson.Slug == concept) is >= 0 and var place)
                {
                    // A lesson that no exercise needs comes with the one that follows it in the course.
                    foreach (var lesson in lessons.Take(place).Where(lesson => !needed.Contains(lesson.Slug)).Append(lessons[place]).ToList())
                    {
                        lessons.Remove(lesson);
                        yield return new PathStep(PathStepKind.Lesson, module.Slug, lesson.Slug, lesson.Title);
                    }
                }
            }

            yield return new PathStep(PathStepKind.Exercise, module.Slug, exercise.Slug, exercise.Title, exercise.Difficulty);
        }

        foreach (var lesson in lessons)
        {
            yield return new PathStep(PathStepKind.Lesson, module.Slug, lesson.Slug, lesson.Title);
        }

        yield return new PathStep(PathStepKind.Quiz, module.Slug, module.Slug, $"Quiz: {module.Title}");
    }
}

/// <summary>A module with its steps.</summary>
public sealed record PathModule(CourseModule Module, IReadOnlyList<PathStep> Steps)
{
    /// <summary>Its exercises.</summary>
    public IEnumerable<PathStep> Exercises => Steps.Where(step => step.Kind == PathStepKind.Exercise);

    /// <summary>How many of its exercises are solved.</summary>
    public int SolvedOf(CourseProgress progress) => Exercises.Count(step => progress.IsSolved(step.Slug));
}

/// <summary>What is done at a step.</summary>
public enum PathStepKind
{
    /// <summary>Read an article and change its examples.</summary>
    Lesson,

    /// <summary>Solve an exercise.</summary>
    Exercise,

    /// <summary>Answer the questions of a module.</summary>
    Quiz,
}

/// <summary>One step of the way.</summary>
public sealed record PathStep(PathStepKind Kind, string Module, string Slug, string Title, int Difficulty = 0)
{
    /// <summary>Its page.</summary>
    public string Address => Kind switch
    {
        PathStepKind.Lesson => $"/concepts/{Slug}",
        PathStepKind.Exercise => $"/exercises/{Slug}",
        _ => $"/quiz/{Slug}",
    };
}
