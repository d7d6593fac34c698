using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>The catalogue, for everyone to read.</summary>
public static class ExerciseEndpoints
{
    /// <summary>Maps <c>GET /exercises</c> and <c>GET /exercises/{slug}</c>.</summary>
    public static RouteGroupBuilder MapExercises(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exercises").WithTags("Exercises");
        group.MapGet("/", List).WithSummary("All exercises, in the order of the course.");
        group.MapGet("/{slug}", Get).WithSummary("One exercise, as a learner sees it.");
        return group;
    }

    private static async Task<Ok<List<ExerciseSummary>>> List(
        ExercisesDbContext database, string? module, string? concept, CancellationToken cancellation)
    {
        var exercises = database.Exercises.AsNoTracking();
        if (module is not null)
            exercises = exercises.Where(exercise => exercise.Module == module);
        if (concept is not null)
            exercises = exercises.Where(exercise => exercise.Concepts.Contains(concept));

        return TypedResults.Ok(await exercises
            .Join(database.Modules, exercise => exercise.Module, module => module.Slug, (exercise, module) => new { exercise, module })
            .OrderBy(row => row.module.Position)
            .ThenBy(row => row.exercise.Position)
            .Select(row => new ExerciseSummary(
                row.exercise.Id,
                row.exercise.Slug,
                row.exercise.Title,
                row.exercise.Module,
                row.exercise.Kind,
                row.exercise.Difficulty,
                row.exercise.Concepts))
            .ToListAsync(cancellation));
    }

    private static async Task<Results<Ok<ExerciseDetail>, ProblemHttpResult>> Get(
        ExercisesDbContext database, string slug, CancellationToken cancellation)
        => await database.Exercises.AsNoTracking().SingleOrDefaultAsync(exercise => exercise.Slug == slug, cancellation) is { } exercise
            ? TypedResults.Ok(ExerciseDetail.Of(exercise))
            : TypedResults.Problem($"There is no exercise named “{slug}”.", statusCode: StatusCodes.Status404NotFound);
}
