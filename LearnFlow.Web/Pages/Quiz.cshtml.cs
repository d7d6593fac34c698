using System.Globalization;
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

    /// <summary>The options in the order in which they stand; the learner moves lines that are to be put in order.</summary>
    [BindProperty]
    public List<int> Order { get; set; } = [];

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
            var answer = await services.PostAsync<QuizVerdict>("exercises", $"quiz/{Uri.EscapeDataString(Question.Id)}/answers", new QuizChoices(IsOrder ? Order : Choices), cancellation);
            (Verdict, Problem) = (answer.Value, answer.IsOk ? null : answer.Problem ?? "The answer was not taken; try again.");
        }

        return Page();
    }

    /// <summary>Moves a line up or down, for browsers without scripts.</summary>
    /// <param name="move">The line's place and the way, as <c>2:-1</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IActionResult> OnPostMoveAsync(string? move, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (move?.Split(':') is [var from, var by] && int.TryParse(from, CultureInfo.InvariantCulture, out var place) && int.TryParse(by, CultureInfo.InvariantCulture, out var way)
            && place >= 0 && place < Order.Count && place + way >= 0 && place + way < Order.Count)
        {
            (Order[place], Order[place + way]) = (Order[place + way], Order[place]);
        }

        return Page();
    }

    /// <summary>How an option stands after the answer; null before, and for an option that was rightly left out.</summary>
    public QuizMark? MarkOf(int option, int place)
    {
        if (Verdict is not { } verdict)
        {
            return null;
        }

        if (IsOrder)
        {
            return verdict.Correct || verdict.Solution.ElementAtOrDefault(place) == option ? QuizMark.Right : QuizMark.Wrong;
        }

        return (Choices.Contains(option), verdict.Solution.Contains(option)) switch
        {
            (true, true) => QuizMark.Right,
            (true, false) => QuizMark.Wrong,
            (false, true) => QuizMark.Missed,
            _ => null,
        };
    }

    /// <summary>The sign of a mark.</summary>
    public static string SignOf(QuizMark mark) => mark == QuizMark.Wrong ? "✗" : "✓";

    /// <summary>A mark in words.</summary>
    public string WordsOf(QuizMark mark, int option) => (IsOrder, mark) switch
    {
        (true, QuizMark.Right) => "In its place",
        (true, _) => $"Belongs in place {(Verdict?.Solution.ToList().IndexOf(option) ?? 0) + 1}",
        (_, QuizMark.Right) => "Your answer, right",
        (_, QuizMark.Wrong) => "Your answer, wrong",
        _ => "Right answer",
    };

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var questions = await services.GetAsync<List<QuizQuestion>>("exercises", $"quiz?module={Uri.EscapeDataString(Module)}", cancellation);
        Count = questions.Value?.Count ?? 0;
        Question = questions.Value?.ElementAtOrDefault(Number);
        var options = Enumerable.Range(0, Question?.Options.Count ?? 0).ToList();
        if (!IsOrder || !Order.Order().SequenceEqual(options))
        {
            Order = options;
        }

        return Question is not null || questions.Value is null;
    }
}

/// <summary>How an option stands after the answer.</summary>
public enum QuizMark
{
    /// <summary>Chosen, and right.</summary>
    Right,

    /// <summary>Chosen, and wrong.</summary>
    Wrong,

    /// <summary>Right, and not chosen.</summary>
    Missed,
}
