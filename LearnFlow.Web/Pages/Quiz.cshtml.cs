using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/quiz/{module}?number=</c>: one question after the other; a plain form, that works without scripts.</summary>
public sealed class QuizModel(ServiceClient services) : PageModel
{
    /// <summary>The module.</summary>
    [BindProperty(SupportsGet = true)]
    public string Module { get; set; } = "";

    /// <summary>Which question, from 0.</summary>
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    /// <summary>The options that were chosen.</summary>
    [BindProperty]
    public List<int> Choices { get; set; } = [];

    /// <summary>For lines to be put in order: each line's place, from 1.</summary>
    [BindProperty]
    public List<int> Places { get; set; } = [];

    /// <summary>The question; null when there is none to be had.</summary>
    public QuizQuestion? Question { get; private set; }

    /// <summary>How many questions there are.</summary>
    public int Count { get; private set; }

    /// <summary>What came of the answer; null before.</summary>
    public QuizVerdict? Verdict { get; private set; }

    /// <summary>Why the answer was not taken.</summary>
    public string? Problem { get; private set; }

    /// <summary>True when lines are put in order.</summary>
    public bool IsOrder => Question?.Kind == "orderLines";

    /// <summary>True when one option is chosen.</summary>
    public bool IsSingle => Question?.Kind == "singleChoice";

    /// <summary>Shows the question.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation) ? Page() : NotFound();

    /// <summary>Answers it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation))
            return NotFound();

        if (Question is not null)
        {
            var choices = IsOrder ? [.. Enumerable.Range(0, Places.Count).OrderBy(line => Places[line])] : Choices;
            var answer = await services.PostAsync<QuizVerdict>("exercises", $"quiz/{Uri.EscapeDataString(Question.Id)}/answers", new QuizChoices(choices), cancellation);
            (Verdict, Problem) = (answer.Value, answer.IsOk ? null : answer.Problem ?? "The answer was not taken; try again.");
        }

        return Page();
    }

    /// <summary>The place that a line has in the form.</summary>
    public int PlaceOf(int line) => line < Places.Count ? Places[line] : line + 1;

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var questions = await services.GetAsync<List<QuizQuestion>>("exercises", $"quiz?module={Uri.EscapeDataString(Module)}", cancellation);
        Count = questions.Value?.Count ?? 0;
        Question = questions.Value?.ElementAtOrDefault(Number);
        return Question is not null || questions.Value is null;
    }
}
