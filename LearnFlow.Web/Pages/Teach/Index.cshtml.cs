using LearnFlow.Web.Services;
using LearnFlow.Web.Teaching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach</c>: who needs help now, and why; <c>?handler=Board</c> is the list alone, which Client/teach.ts fetches.</summary>
[Authorize(Policies.Teacher)]
public sealed class IndexModel(StruggleBoard board, TaughtLearners taught) : PageModel
{
    /// <summary>The open struggles that the visitor may see; null when it cannot be found out whom they teach.</summary>
    public IReadOnlyList<StruggleBoard.Row>? Board { get; private set; }

    /// <summary>The learners of the visitor's classes.</summary>
    public IReadOnlyDictionary<string, TaughtLearner> Taught { get; private set; } = new Dictionary<string, TaughtLearner>();

    /// <summary>Whether the visitor sees everybody.</summary>
    public bool Everybody => taught.Everybody;

    /// <summary>Shows the page.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    /// <summary>Shows the list.</summary>
    public async Task<PartialViewResult> OnGetBoardAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return Partial("_Board", this);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var learners = await taught.ReadAsync(cancellation);
        Taught = learners ?? Taught;
        if (Everybody || learners is not null)
            Board = await board.ReadAsync(Everybody ? null : [.. Taught.Keys], cancellation);
    }
}
