using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>The author's solution, to be compared with one's own.</summary>
public sealed record ReferenceView(string Code);

/// <summary>
/// The author's solution, for who has solved the exercise. Other learners' solutions are not shown: what they wrote, a name in
/// a comment too, was handed in to be graded, not to be published.
/// </summary>
public static class ReferenceEndpoints
{
    /// <summary>Maps <c>GET /exercises/{slug}/reference</c>.</summary>
    public static RouteGroupBuilder MapReference(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exercises/{slug}/reference").WithTags("Exercises").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", Get).WithSummary("The author's solution, once the calling learner has solved the exercise.");
        return group;
    }

    private static async Task<Results<Ok<ReferenceView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        if (await ExerciseEndpoints.FindAsync(context, database, slug, cancellationToken) is not { } exercise)
        {
            return Missing.Exercise(slug);
        }

        return await database.Submissions.AnyAsync(
            submission => submission.LearnerId == learner && submission.ExerciseId == exercise.Id && submission.TestsPassed == submission.TestsTotal, cancellationToken)
            ? TypedResults.Ok(new ReferenceView(exercise.Content.Solution))
            : Missing.Answer("The author's solution is shown when yours passes all tests.");
    }
}
