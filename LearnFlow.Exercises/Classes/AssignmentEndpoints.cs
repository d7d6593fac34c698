using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Idempotency;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Exercises.Classes;

/// <summary>What a class is to work on.</summary>
public static class AssignmentEndpoints
{
    /// <summary>Maps <c>/classes/{id}/assignments</c>.</summary>
    public static void MapAssignments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/classes/{id:guid}/assignments").WithTags("Assignments").RefusesLostUpdates();
        group.MapGet("/", List).RequireAuthorization(Policies.Anyone).WithSummary("What the class is to work on, by due date, with the caller's own state.");
        group.MapPost("/", Create).RequireAuthorization(Policies.Teacher).TakesIdempotencyKey<NewAssignment>().WithSummary("Assigns an exercise.");
        group.MapPut("/{assignment:guid}", Change).RequireAuthorization(Policies.Teacher).WithSummary("Changes when it is due (If-Match).");
        group.MapDelete("/{assignment:guid}", Delete).RequireAuthorization(Policies.Teacher).WithSummary("Takes an assignment back (If-Match).");
        group.MapGet("/{assignment:guid}", Get).RequireAuthorization(Policies.Anyone).WithSummary("One assignment, with its ETag.");
    }

    private static async Task<Results<Ok<List<AssignmentView>>, ProblemHttpResult>> List(
        HttpContext context, ExercisesDbContext database, Guid id, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        return await database.Classes.SeenBy(database, caller).AnyAsync(schoolClass => schoolClass.Id == id, cancellation)
            ? TypedResults.Ok(await Views(database, caller, database.Assignments.Where(assignment => assignment.ClassId == id)).ToListAsync(cancellation))
            : Missing.Class();
    }

    private static async Task<Results<Ok<AssignmentView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, Guid id, Guid assignment, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        if (!await database.Classes.SeenBy(database, caller).AnyAsync(schoolClass => schoolClass.Id == id, cancellation))
            return Missing.Class();
        var row = await database.Assignments.AsNoTracking().SingleOrDefaultAsync(row => row.ClassId == id && row.Id == assignment, cancellation);
        return row is null ? Missing.Answer("There is no such assignment.") : await AnswerAsync(context, database, row, cancellation);
    }

    private static async Task<Results<Created<AssignmentView>, ProblemHttpResult>> Create(
        HttpContext context, ExercisesDbContext database, Guid id, NewAssignment request, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        if (await ClassEndpoints.TaughtAsync(context, database, id, cancellation) is null)
            return Missing.Class();
        var exercise = await database.Exercises.AsNoTracking().SeenBy<Exercise, ExerciseContent>(database, caller)
            .SingleOrDefaultAsync(exercise => exercise.Slug == request.Exercise && (exercise.ClassId == null || exercise.ClassId == id), cancellation);
        if (exercise is null)
            return Missing.Exercise(request.Exercise);
        if (await database.Assignments.AnyAsync(other => other.ClassId == id && other.ExerciseId == exercise.Id, cancellation))
            return Taken(exercise);
        var assignment = new Assignment { Id = Guid.CreateVersion7(), ClassId = id, ExerciseId = exercise.Id, DueAt = request.DueAt.ToUniversalTime() };
        database.Add(assignment);
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Taken(exercise); // assigned by the other teacher at the same moment
        }
        ETags.Send(context, assignment.Version);
        return TypedResults.Created(
            $"/classes/{id}/assignments/{assignment.Id}", new AssignmentView(assignment.Id, exercise.Slug, exercise.Title, assignment.DueAt, null));
    }

    private static async Task<Results<Ok<AssignmentView>, ProblemHttpResult>> Change(
        HttpContext context, ExercisesDbContext database, Guid id, Guid assignment, AssignmentChange request, CancellationToken cancellation)
    {
        var (row, refusal) = await FindAsync(context, database, id, assignment, cancellation);
        if (row is null)
            return refusal!;
        row.DueAt = request.DueAt.ToUniversalTime();
        await database.SaveChangesAsync(cancellation);
        return await AnswerAsync(context, database, row, cancellation);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        HttpContext context, ExercisesDbContext database, Guid id, Guid assignment, CancellationToken cancellation)
    {
        var (row, refusal) = await FindAsync(context, database, id, assignment, cancellation);
        if (row is null)
            return refusal!;
        database.Remove(row);
        await database.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<(Assignment? Row, ProblemHttpResult? Refusal)> FindAsync(
        HttpContext context, ExercisesDbContext database, Guid id, Guid assignment, CancellationToken cancellation)
    {
        if (await ClassEndpoints.TaughtAsync(context, database, id, cancellation) is null)
            return (null, Missing.Class());
        if (await database.Assignments.SingleOrDefaultAsync(row => row.ClassId == id && row.Id == assignment, cancellation) is not { } row)
            return (null, Missing.Answer("There is no such assignment."));
        return ETags.Complaint(context, row.Version) is { } stale ? (null, stale) : (row, null);
    }

    private static async Task<Ok<AssignmentView>> AnswerAsync(
        HttpContext context, ExercisesDbContext database, Assignment row, CancellationToken cancellation)
    {
        ETags.Send(context, row.Version);
        return TypedResults.Ok(await Views(database, Caller.Of(context), database.Assignments.Where(assignment => assignment.Id == row.Id)).SingleAsync(cancellation));
    }

    private static IQueryable<AssignmentView> Views(ExercisesDbContext database, Caller caller, IQueryable<Assignment> assignments) => assignments.AsNoTracking()
        .OrderBy(assignment => assignment.DueAt)
        .Join(database.Exercises, assignment => assignment.ExerciseId, exercise => exercise.Id, (assignment, exercise) => new AssignmentView(
            assignment.Id,
            exercise.Slug,
            exercise.Title,
            assignment.DueAt,
            database.Submissions
                .Where(submission => submission.LearnerId == caller.Id && submission.ExerciseId == exercise.Id
                    && submission.TestsPassed == submission.TestsTotal)
                .Min(submission => (DateTimeOffset?)submission.At)));

    private static ProblemHttpResult Taken(Exercise exercise) => TypedResults.Problem(
        $"“{exercise.Title}” is assigned to this class already; change that assignment.", statusCode: StatusCodes.Status409Conflict);
}
