using LearnFlow.Web.Teaching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach</c>: who needs help now, and why; <c>?handler=Board</c> is the list alone, which Client/teach.ts fetches.</summary>
[Authorize(Policies.Teacher)]
public sealed class IndexModel(StruggleBoard board) : PageModel
{
    /// <summary>The open struggles.</summary>
    public IReadOnlyList<StruggleBoard.Row> Board { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellation) => Board = await board.ReadAsync(cancellation);

    /// <summary>Shows the list.</summary>
    public async Task<PartialViewResult> OnGetBoardAsync(CancellationToken cancellation) => Partial("_Board", await board.ReadAsync(cancellation));
}
