using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Concepts;

/// <summary><c>/concepts/{slug}</c>: one article.</summary>
public sealed class ArticleModel(ServiceClient services) : PageModel
{
    /// <summary>The article.</summary>
    public ConceptArticle Article { get; private set; } = null!;

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        var answer = await services.GetAsync<ConceptArticle>("concepts", $"concepts/{Uri.EscapeDataString(slug)}", cancellation);
        if (!answer.IsOk)
            return StatusCode(answer.Status == StatusCodes.Status404NotFound ? answer.Status : StatusCodes.Status503ServiceUnavailable);

        Article = answer.Value;
        return Page();
    }
}
