using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Concepts.Library;

/// <summary>An article in a list.</summary>
public sealed record ArticleSummary(string Slug, string Title, string Summary, string Module);

/// <summary>The articles, for everyone to read.</summary>
public static class ConceptEndpoints
{
    /// <summary>Maps <c>GET /concepts</c> and <c>GET /concepts/{slug}</c>.</summary>
    public static RouteGroupBuilder MapConcepts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/concepts").RequireAuthorization(Policies.Anyone).WithTags("Concepts");
        group.MapGet("/", List).WithSummary("All articles, in the order of the course.");
        group.MapGet("/{slug}", Get).WithSummary("One article with its text in Markdown.");
        return group;
    }

    private static Ok<IEnumerable<ArticleSummary>> List(ConceptLibrary library)
        => TypedResults.Ok(library.Articles.Select(
            article => new ArticleSummary(article.Slug, article.Title, article.Summary, article.Module)));

    private static Results<Ok<Article>, ProblemHttpResult> Get(ConceptLibrary library, string slug)
        => library.TryGet(slug, out var article)
            ? TypedResults.Ok(article)
            : TypedResults.Problem($"There is no article named “{slug}”.", statusCode: StatusCodes.Status404NotFound);
}
