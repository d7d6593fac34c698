using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Sharing;

/// <summary><c>/shared</c>: the visitor's links, to be taken back.</summary>
public sealed class IndexModel(ServiceClient services) : PageModel
{
    /// <summary>The links, newest first.</summary>
    public ServiceAnswer<List<SharedSummary>> Links { get; private set; } = null!;

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken) => Links = await services.GetAsync<List<SharedSummary>>("exercises", "shares", cancellationToken);

    /// <summary>Takes one back.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string? token, CancellationToken cancellationToken)
    {
        var taken = await services.ChangeAsync<SharedProgram>(HttpMethod.Delete, "exercises", $"shares/{Uri.EscapeDataString(token ?? "")}", null, null, cancellationToken);
        Said = taken.IsDone ? Pages.Shared.Said.Done("The link is taken back: it opens nothing any more.") : taken.Problem;
        return RedirectToPage();
    }
}
