using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Concepts;

/// <summary><c>/concepts</c>: the library; with <c>?q=</c> the articles that fit a question.</summary>
public sealed class IndexModel(ServiceClient services) : PageModel
{
    private const int LongestQuestion = 300;

    /// <summary>What is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The articles.</summary>
    public ServiceAnswer<List<ConceptSummary>> Concepts { get; private set; } = new(null, StatusCodes.Status503ServiceUnavailable, null);

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var question = Q?.Trim() is { Length: > 0 } q ? q[..Math.Min(q.Length, LongestQuestion)] : null;
        Concepts = await services.GetAsync<List<ConceptSummary>>(
            "concepts", question is null ? "concepts" : $"concepts/search?limit=12&q={Uri.EscapeDataString(question)}", cancellation);
    }
}
