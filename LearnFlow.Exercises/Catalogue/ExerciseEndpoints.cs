using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>The catalogue as learners read it.</summary>
public static class ExerciseEndpoints
{
    /// <summary>Maps <c>GET /exercises</c>, <c>/exercises/{slug}</c> and <c>/exercises/{slug}/hints/{level}</c>.</summary>
    public static RouteGroupBuilder MapExercises(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exercises").WithTags("Exercises").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", List).WithSummary("The exercises that the caller may work on, a page at a time; X-Total-Count says how many there are.");
        group.MapGet("/{slug}", Get).WithSummary("One exercise, as a learner sees it.");
        group.MapGet("/{slug}/hints/{level:int}", Hint).WithSummary("An authored hint, from level 1; none gives the solution.");
        return group;
    }

    private static async Task<Results<Ok<List<ExerciseSummary>>, ProblemHttpResult>> List(
        HttpContext context, ExercisesDbContext database, [AsParameters] ExerciseFilter filter, CancellationToken cancellation)
    {
        if (filter.Complaint() is { } complaint)
            return complaint;
        if (filter.Status is not null && !context.User.IsInRole(Roles.Teacher) && !Caller.Of(context).SeesAll)
            return TypedResults.Problem("Only teachers ask for exercises by status.", statusCode: StatusCodes.Status403Forbidden);
        var exercises = database.Exercises.AsNoTracking();
        exercises = filter.Status is not null
            ? exercises.WrittenBy<Exercise, ExerciseContent>(database, Caller.Of(context))
            : exercises.SeenBy<Exercise, ExerciseContent>(database, Caller.Of(context));
        return TypedResults.Ok(await filter.PageAsync(context.Response, database, filter.Apply(exercises), cancellation));
    }

    private static async Task<Results<Ok<ExerciseDetail>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => await FindAsync(context, database, slug, cancellation) is { } exercise
            ? TypedResults.Ok(ExerciseDetail.Of(exercise, await StepsAsync(database, exercise, cancellation)))
            : Missing.Exercise(slug);

    /// <summary>How many published steps the exercise's project has in its module or class.</summary>
    private static async Task<int> StepsAsync(ExercisesDbContext database, Exercise exercise, CancellationToken cancellationToken)
    {
        if (exercise.Content.Project is not { } project)
        {
            return 0;
        }

        var steps = await database.Exercises.AsNoTracking()
            .Where(other => other.Kind == ExerciseKind.Project && other.Module == exercise.Module && other.ClassId == exercise.ClassId && other.Status == Publication.Published)
            .Select(other => other.Content)
            .ToListAsync(cancellationToken);
        return steps.Count(step => step.Project?.Name == project.Name);
    }

    private static async Task<Results<Ok<HintView>, ProblemHttpResult>> Hint(
        HttpContext context, ExercisesDbContext database, string slug, int level, CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } exercise)
            return Missing.Exercise(slug);
        var hints = exercise.Content.Hints;
        return level >= 1 && level <= hints.Count
            ? TypedResults.Ok(new HintView(level, hints.Count, hints[level - 1]))
            : Missing.Answer(hints.Count == 0 ? "This exercise has no hints." : $"This exercise has hints of level 1 to {hints.Count}.");
    }

    /// <summary>The exercise, when the caller may work on it.</summary>
    internal static Task<Exercise?> FindAsync(HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => database.Exercises.AsNoTracking()
            .SeenBy<Exercise, ExerciseContent>(database, Caller.Of(context))
            .SingleOrDefaultAsync(exercise => exercise.Slug == slug, cancellation);
}
