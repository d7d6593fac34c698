using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/learn</c> (and <c>/exercises</c>): the course by module, and what to do next.</summary>
public sealed class LearnModel(ServiceClient services, CourseReader course, ProgressReader progress) : PageModel
{
    private Dictionary<string, CourseModule> _modules = [];

    /// <summary>The exercises, in the order of the course.</summary>
    public ServiceAnswer<List<ExerciseSummary>> Exercises { get; private set; } = null!;

    /// <summary>What to do next, and why.</summary>
    public ServiceAnswer<Recommendation> Next { get; private set; } = null!;

    /// <summary>What the visitor's classes are to do and the visitor has not solved, by due date.</summary>
    public IReadOnlyList<Assignment> ToDo { get; private set; } = [];

    /// <summary>The way through the course.</summary>
    public CoursePath Path { get; private set; } = null!;

    /// <summary>What the visitor has done.</summary>
    public CourseProgress Progress { get; private set; } = CourseProgress.None;

    /// <summary>The module in which the visitor is: that of the next exercise, else the first that is not done.</summary>
    public string? Here => Path.Steps.FirstOrDefault(step => step.Kind == PathStepKind.Exercise && step.Slug == Next.Value?.Exercise?.Slug && !Progress.IsSolved(step.Slug))?.Module
        ?? Path.Modules.FirstOrDefault(module => module.SolvedOf(Progress) < module.Exercises.Count())?.Module.Slug;

    /// <summary>Reads all of it at once.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var exercises = course.ExercisesAsync(cancellation);
        var modules = course.ModulesAsync(cancellation);
        var done = progress.ReadAsync(cancellation);
        var next = services.GetAsync<Recommendation>("exercises", "recommendation", cancellation);
        if (HttpContext.Visitor() is { IsGuest: false })
            ToDo = [.. (await ClassesModel.JoinedAsync(services, cancellation)).SelectMany(joined => joined.Assignments).Where(assignment => assignment.SolvedAt is null).OrderBy(assignment => assignment.DueAt)];

        Exercises = await exercises;
        _modules = (await modules).Value?.ToDictionary(module => module.Slug) ?? [];
        Path = await course.PathAsync(cancellation);
        Progress = await done;
        Next = await next;
    }

    /// <summary>A module's name for readers; without the course's own, <c>first-steps</c> becomes “First steps”.</summary>
    public string TitleOf(string module)
        => _modules.TryGetValue(module, out var known) ? known.Title
            : module.Length == 0 ? "Your class" : char.ToUpperInvariant(module[0]) + module[1..].Replace('-', ' ');

    /// <summary>What a module leads to; null when that is not known.</summary>
    public string? GoalOf(string module) => _modules.GetValueOrDefault(module)?.Goal;
}
