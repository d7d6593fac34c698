using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/exercises/{slug}/after</c>: what an exercise's page shows below the results after a pass; a part of that page.</summary>
public sealed class AfterModel(AfterPassReader reader) : PageModel
{
    /// <summary>What is shown.</summary>
    public AfterPass After { get; private set; } = null!;

    /// <summary>Reads it; nothing for who has not solved the exercise.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(slug, cancellationToken) is not { } after)
        {
            return NotFound();
        }

        After = after;
        return Page();
    }
}
