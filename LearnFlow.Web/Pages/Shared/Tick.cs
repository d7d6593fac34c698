using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Html;

namespace LearnFlow.Web.Pages.Shared;

/// <summary>The mark of what is done: a sign and a word, never a colour alone.</summary>
internal static class Tick
{
    private static readonly HtmlString s_solved = new("""<span class="tick" data-state="solved"><span aria-hidden="true">✓</span><span class="visually-hidden">solved</span></span>""");
    private static readonly HtmlString s_tried = new("""<span class="tick" data-state="tried"><span aria-hidden="true">…</span><span class="visually-hidden">begun</span></span>""");
    private static readonly HtmlString s_new = new("""<span class="tick" data-state="new"></span>""");

    /// <summary>The mark of an exercise.</summary>
    public static IHtmlContent Of(CourseProgress progress, string slug)
        => progress.IsSolved(slug) ? s_solved : progress.IsTried(slug) ? s_tried : s_new;
}
