using LearnFlow.Concepts.Library;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Concepts.Search;

/// <summary>An article that was found.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Summary">It in one sentence.</param>
/// <param name="Score">How well it fits, without a unit; only comparable within one answer.</param>
public sealed record FoundArticle(string Slug, string Title, string Summary, double Score);

/// <summary>Search over the articles.</summary>
public static class SearchEndpoints
{
    private const int MaxQuestionLength = 300;
    private const int MaxLimit = 20;

    /// <summary>Maps <c>GET /concepts/search?q=&amp;limit=</c>.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/concepts/search", Search).RequireAuthorization(Policies.Anyone).WithTags("Concepts")
            .WithSummary("The articles that fit a question in plain words, the best first; typing mistakes are forgiven. Any known caller.");

    private static Results<Ok<IEnumerable<FoundArticle>>, ProblemHttpResult> Search(ArticleIndex index, string? q = null, int limit = 5)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > MaxQuestionLength)
        {
            return Refused($"Give a question of 1 to {MaxQuestionLength} characters in the parameter q.");
        }

        return limit is < 1 or > MaxLimit
            ? Refused($"The parameter limit is a number from 1 to {MaxLimit}.")
            : TypedResults.Ok(index.Search(q, limit).Select(
                hit => new FoundArticle(hit.Article.Slug, hit.Article.Title, hit.Article.Summary, Math.Round(hit.Score, 3))));
    }

    private static ProblemHttpResult Refused(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
