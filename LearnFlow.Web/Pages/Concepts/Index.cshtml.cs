using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Concepts;

/// <summary><c>/concepts</c>: the library.</summary>
public sealed class IndexModel(ServiceClient services) : PageModel
{
    /// <summary>The articles.</summary>
    public ServiceAnswer<List<ConceptSummary>> Concepts { get; private set; } = new(null, StatusCodes.Status503ServiceUnavailable, null);

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
        => Concepts = await services.GetAsync<List<ConceptSummary>>("concepts", "concepts", cancellation);
}
