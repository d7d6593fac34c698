using Microsoft.AspNetCore.Html;

namespace LearnFlow.Web.Pages.Shared;

/// <summary>How hard an exercise is, in dots. Drawn once: a page shows dozens of them.</summary>
internal static class Difficulty
{
    private const int Hardest = 5;

    private static readonly HtmlString[] All = [.. Enumerable.Range(0, Hardest + 1).Select(Draw)];

    /// <summary>The dots for <paramref name="level"/>, 1 to 5.</summary>
    public static IHtmlContent Dots(int level) => All[Math.Clamp(level, 0, Hardest)];

    private static HtmlString Draw(int level) => new(
        $"<span class=\"difficulty\"><span class=\"visually-hidden\">difficulty {level} of {Hardest}</span>"
        + string.Concat(Enumerable.Range(1, Hardest).Select(dot => dot <= level ? "<i class=\"on\"></i>" : "<i></i>")) + "</span>");
}
