using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/progress</c>: what the visitor knows and how often they practised.</summary>
public sealed class ProgressModel(ServiceClient services, CourseReader course, ProgressReader progress, TimeProvider clock) : PageModel
{
    private List<ExerciseSummary> _exercises = [];
    private List<CourseModule> _modules = [];

    /// <summary>What is done.</summary>
    public CourseProgress Done { get; private set; } = CourseProgress.None;

    /// <summary>Every concept of the course.</summary>
    public ServiceAnswer<List<Mastery>> Mastery { get; private set; } = null!;

    /// <summary>The latest attempts.</summary>
    public ServiceAnswer<AttemptList> Attempts { get; private set; } = null!;

    /// <summary>How many concepts are mastered.</summary>
    public int Mastered => Mastery.Value?.Count(concept => concept.Level == "mastered") ?? 0;

    /// <summary>The concepts by module, each with its page; those of no module that is known come last.</summary>
    public IEnumerable<(string Title, string? Address, IReadOnlyList<Mastery> Concepts)> Modules
    {
        get
        {
            var left = Mastery.Value!.ToDictionary(known => known.Concept);
            foreach (var module in _modules)
            {
                var concepts = (module.Concepts ?? []).Where(concept => left.ContainsKey(concept.Slug)).Select(concept => left[concept.Slug]).ToList();
                concepts.ForEach(concept => left.Remove(concept.Concept));
                if (concepts.Count > 0)
                {
                    yield return (module.Title, $"/learn/{module.Slug}", concepts);
                }
            }

            if (left.Count > 0)
            {
                yield return ("What you know", null, [.. left.Values]);
            }
        }
    }

    /// <summary>The first exercise on a concept that is not solved; null when there is none.</summary>
    public ExerciseSummary? PractiseOf(string concept)
        => _exercises.Where(exercise => exercise.Concepts?.Contains(concept) == true && !Done.IsSolved(exercise.Slug))
            .OrderByDescending(exercise => exercise.Concepts![0] == concept).FirstOrDefault();

    /// <summary>Days in a row with an attempt, up to today or yesterday (UTC), as far as the latest attempts reach.</summary>
    public int Streak
    {
        get
        {
            var days = (Attempts.Value?.Attempts ?? []).Select(attempt => DateOnly.FromDateTime(attempt.At.UtcDateTime)).ToHashSet();
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var last = days.Contains(today) ? today : today.AddDays(-1);
            var streak = 0;
            while (days.Contains(last.AddDays(-streak)))
                streak++;

            return streak;
        }
    }

    /// <summary>Reads it.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var mastery = services.GetAsync<List<Mastery>>("exercises", "mastery", cancellation);
        var attempts = services.GetAsync<AttemptList>("triage", "attempts", cancellation);
        var (exercises, modules, done) = (course.ExercisesAsync(cancellation), course.ModulesAsync(cancellation), progress.ReadAsync(cancellation));
        (_exercises, _modules, Done) = ((await exercises).Value ?? [], (await modules).Value ?? [], await done);
        Mastery = await mastery;
        Attempts = await attempts;
    }
}
