using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach/exercises</c>: what the visitor may edit, drafts first.</summary>
[Authorize(Policies.Teacher)]
public sealed class ExercisesModel(ServiceClient services) : PageModel
{
    private Dictionary<string, string> _modules = [];

    /// <summary>The class whose exercises are shown; null for the course.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Class { get; set; }

    /// <summary>Text in the title.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>What was deleted just now.</summary>
    [TempData]
    public string? Deleted { get; set; }

    /// <summary>The exercises.</summary>
    public ServiceAnswer<List<ExerciseSummary>> Found { get; private set; } = null!;

    /// <summary>The visitor's classes.</summary>
    public IReadOnlyList<SchoolClass> Classes { get; private set; } = [];

    /// <summary>A module's name for readers.</summary>
    public string TitleOf(string module) => _modules.GetValueOrDefault(module, module);

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var filter = $"limit=500{(Class is { } id ? $"&class={id}" : "")}{(Q is { Length: > 0 } text ? $"&query={Uri.EscapeDataString(text)}" : "")}";
        var classes = services.GetAsync<List<SchoolClass>>("exercises", "classes", cancellation);
        var modules = services.GetAsync<List<CourseModule>>("exercises", "modules", cancellation);
        var byStatus = await Task.WhenAll(((string[])["draft", "published", "archived"])
            .Select(status => services.GetAsync<List<ExerciseSummary>>("exercises", $"exercises?{filter}&status={status}", cancellation)));
        Found = byStatus.FirstOrDefault(answer => !answer.IsOk) ?? byStatus[0] with { Value = [.. byStatus.SelectMany(answer => answer.Value!)] };
        Classes = [.. ((await classes).Value ?? []).Where(schoolClass => schoolClass.Teaching)];
        _modules = ((await modules).Value ?? []).ToDictionary(module => module.Slug, module => module.Title);
    }

    /// <summary>Brings back what was deleted.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(string? slug, CancellationToken cancellation)
    {
        var answer = await services.PostAsync<AuthoredExercise>("exercises", $"exercises/{Uri.EscapeDataString(slug ?? "")}/restore", new { }, cancellation);
        Said = answer.IsDone ? Shared.Said.Done($"“{slug}” is back.") : answer.Problem;
        return RedirectToPage();
    }
}
