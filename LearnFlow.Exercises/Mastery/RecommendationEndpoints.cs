using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Mastery;

/// <summary>What to do next.</summary>
/// <param name="Exercise">The exercise; null when all are solved.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record RecommendationView(RecommendedExercise? Exercise, string Reason);

/// <summary>The exercise that is recommended.</summary>
public sealed record RecommendedExercise(string Slug, string Title);

/// <summary>The next exercise for the calling learner.</summary>
public static class RecommendationEndpoints
{
    /// <summary>Maps <c>GET /recommendation</c>.</summary>
    public static RouteGroupBuilder MapRecommendation(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/recommendation").WithTags("Mastery").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", Get).WithSummary("The exercise that the calling learner should do next, with the reason in one sentence.");
        return group;
    }

    private static async Task<Ok<RecommendationView>> Get(HttpContext context, ExercisesDbContext database, CourseMap course, CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        var mastery = await MasteryEndpoints.OfAsync(database, learner, cancellation);
        var concepts = (await course.ConceptsAsync(database, cancellation))
            .Select(concept => new CourseConcept(concept.Slug, concept.Title, concept.Requires)).ToList();
        var unsolved = await database.Exercises.AsNoTracking()
            .SeenBy<Exercise, ExerciseContent>(database, Caller.Of(context))
            .Where(exercise => exercise.ClassId == null && exercise.Concepts.Count > 0 && !database.Submissions.Any(submission =>
                submission.LearnerId == learner && submission.ExerciseId == exercise.Id && submission.TestsPassed == submission.TestsTotal))
            .Join(database.Modules, exercise => exercise.Module, module => module.Slug, (exercise, module) => new { exercise, module.Position })
            .OrderBy(row => row.Position).ThenBy(row => row.exercise.Position)
            .Select(row => new Candidate(row.exercise.Slug, row.exercise.Title, row.exercise.Difficulty, row.exercise.Concepts))
            .ToListAsync(cancellation);
        var (exercise, reason) = Recommendation.Next(concepts, mastery, unsolved);
        return TypedResults.Ok(new RecommendationView(exercise is null ? null : new RecommendedExercise(exercise.Slug, exercise.Title), reason));
    }
}
