using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Sharing;

/// <summary><c>/shared/{token}</c>: a program for whoever has its link, to be read.</summary>
public sealed class ProgramModel(ServiceClient services) : PageModel
{
    /// <summary>The program.</summary>
    public SharedProgram Program { get; private set; } = null!;

    /// <summary>Shows it; search engines are asked to leave it out.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        var answer = await services.GetAsync<SharedProgram>("exercises", $"shares/{Uri.EscapeDataString(token)}", cancellationToken);
        if (!answer.IsOk)
        {
            return StatusCode(answer.Status == StatusCodes.Status404NotFound ? answer.Status : StatusCodes.Status503ServiceUnavailable);
        }

        Response.Headers["X-Robots-Tag"] = "noindex";
        Program = answer.Value;
        return Page();
    }

    /// <summary>Takes the visitor's own link back.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string token, CancellationToken cancellationToken)
    {
        await services.ChangeAsync<SharedProgram>(HttpMethod.Delete, "exercises", $"shares/{Uri.EscapeDataString(token)}", null, null, cancellationToken);
        return RedirectToPage("Index");
    }
}
