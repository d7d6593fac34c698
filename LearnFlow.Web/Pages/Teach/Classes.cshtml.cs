using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach/classes</c>: the visitor's classes.</summary>
[Authorize(Policies.Teacher)]
public sealed class ClassesModel(ServiceClient services) : PageModel
{
    /// <summary>The classes.</summary>
    public ServiceAnswer<List<SchoolClass>> Classes { get; private set; } = null!;

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
        => Classes = await services.GetAsync<List<SchoolClass>>("exercises", "classes", cancellation);

    /// <summary>Makes one.</summary>
    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancellation)
    {
        var made = await services.PostAsync<SchoolClass>("exercises", "classes", new { name = name ?? "" }, cancellation);
        Said = made.IsOk ? Shared.Said.Done($"“{made.Value.Name}” is made. Give its code to your learners.") : made.Problem;
        return made.IsOk ? Redirect($"/teach/classes/{made.Value.Id}") : RedirectToPage();
    }
}
