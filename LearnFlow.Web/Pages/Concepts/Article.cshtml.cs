using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Concepts;

/// <summary><c>/concepts/{slug}</c>: one article, its examples to run, the exercises that practise it, and what comes next.</summary>
public sealed class ArticleModel(ServiceClient services, CourseReader course) : PageModel
{
    /// <summary>The article.</summary>
    public ConceptArticle Article { get; private set; } = null!;

    /// <summary>The exercises that practise it: those that are about it first.</summary>
    public IReadOnlyList<ExerciseSummary> Exercises { get; private set; } = [];

    /// <summary>What comes next on the way through its module; null for an article that is no lesson of the course.</summary>
    public PathStep? Step { get; private set; }

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        var path = course.PathAsync(cancellation);
        var answer = await services.GetAsync<ConceptArticle>("concepts", $"concepts/{Uri.EscapeDataString(slug)}", cancellation);
        if (!answer.IsOk)
            return StatusCode(answer.Status == StatusCodes.Status404NotFound ? answer.Status : StatusCodes.Status503ServiceUnavailable);

        Article = answer.Value;
        Step = (await path).After(PathStepKind.Lesson, Article.Slug);
        Exercises = [.. ((await course.ExercisesAsync(cancellation)).Value ?? [])
            .Where(exercise => exercise.Concepts?.Contains(Article.Slug) == true)
            .OrderByDescending(exercise => exercise.Concepts![0] == Article.Slug)];
        return Page();
    }
}
