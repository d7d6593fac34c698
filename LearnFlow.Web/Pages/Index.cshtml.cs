using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/</c>: what LearnFlow is.</summary>
public sealed class IndexModel : PageModel;
