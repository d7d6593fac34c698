using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/learn/{module}</c>: one way through a module, from lesson to exercise to quiz.</summary>
public sealed class ModuleModel(ServiceClient services, CourseReader course, ProgressReader progress) : PageModel
{
    private Dictionary<string, string> _levels = [];

    /// <summary>The module's way.</summary>
    public PathModule Way { get; private set; } = null!;

    /// <summary>What the visitor has done.</summary>
    public CourseProgress Progress { get; private set; } = CourseProgress.None;

    /// <summary>How many modules there are.</summary>
    public int Modules { get; private set; }

    /// <summary>The module after this one; null for the last.</summary>
    public CourseModule? Following { get; private set; }

    /// <summary>The step to go on with: the lessons before the first exercise that is not solved; null when all are.</summary>
    public PathStep? Here
    {
        get
        {
            var open = Way.Steps.ToList().FindIndex(step => step.Kind == PathStepKind.Exercise && !Progress.IsSolved(step.Slug));
            if (open < 0)
            {
                return Progress.QuizOf(Way.Module.Slug) is null ? Way.Steps[^1] : null;
            }

            var lessons = Way.Steps.Take(open).Reverse().TakeWhile(step => step.Kind == PathStepKind.Lesson).Reverse();
            return lessons.FirstOrDefault(lesson => LevelOf(lesson.Slug) is null or "new") ?? Way.Steps[open];
        }
    }

    /// <summary>The level of a concept; null while it is not known.</summary>
    public string? LevelOf(string concept) => _levels.GetValueOrDefault(concept);

    /// <summary>What is done at a step.</summary>
    public static string Words(PathStepKind kind) => kind switch
    {
        PathStepKind.Lesson => "Read and try",
        PathStepKind.Exercise => "Exercise",
        _ => "Questions",
    };

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(string module, CancellationToken cancellationToken)
    {
        var mastery = services.GetAsync<List<Mastery>>("exercises", "mastery", cancellationToken);
        var done = progress.ReadAsync(cancellationToken);
        var path = await course.PathAsync(cancellationToken);
        if (path.Modules.Count == 0)
        {
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var place = path.Modules.ToList().FindIndex(other => other.Module.Slug == module);
        if (place < 0)
        {
            return NotFound();
        }

        (Way, Modules, Following) = (path.Modules[place], path.Modules.Count, path.Modules.ElementAtOrDefault(place + 1)?.Module);
        _levels = ((await mastery).Value ?? []).ToDictionary(known => known.Concept, known => known.Level);
        Progress = await done;
        return Page();
    }
}
