using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Exercises;

/// <summary><c>/exercises</c>: all exercises, by module.</summary>
public sealed class IndexModel(ServiceClient services) : PageModel
{
    /// <summary>The exercises, in the order of the course.</summary>
    public ServiceAnswer<List<ExerciseSummary>> Exercises { get; private set; } = new(null, StatusCodes.Status503ServiceUnavailable, null);

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
        => Exercises = await services.GetAsync<List<ExerciseSummary>>("exercises", "exercises", cancellation);

    /// <summary>A module's name for readers: <c>first-steps</c> becomes “First steps”.</summary>
    public static string ModuleTitle(string module)
        => module.Length == 0 ? module : char.ToUpperInvariant(module[0]) + module[1..].Replace('-', ' ');
}
