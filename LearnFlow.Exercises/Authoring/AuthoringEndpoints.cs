using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Idempotency;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Exercises.Authoring;

/// <summary>Writing exercises and questions: the same endpoints for both.</summary>
public static class AuthoringEndpoints
{
    /// <summary>Maps the teachers' endpoints below <c>/exercises</c> and <c>/quiz</c>.</summary>
    public static void MapAuthoring(this IEndpointRouteBuilder routes)
    {
        AuthoringEndpoints<Exercise, ExerciseContent>.Map(routes.MapGroup("/exercises"), "an exercise");
        AuthoringEndpoints<QuizQuestion, QuizContent>.Map(routes.MapGroup("/quiz"), "a question");
    }
}

internal static class AuthoringEndpoints<TItem, TContent> where TItem : Authored<TContent> where TContent : class
{
    public static void Map(RouteGroupBuilder group, string one)
    {
        group.WithTags("Authoring").RequireAuthorization(Policies.Teacher).RefusesLostUpdates().NeedsSandbox();
        group.MapPost("/", Create).TakesIdempotencyKey<NewItem<TContent>>().WithSummary($"Makes a draft of {one}.");
        group.MapGet("/{slug}/source", Get).WithSummary($"The source of {one}, with its ETag.");
        group.MapPut("/{slug}", Edit).WithSummary($"Edits {one} (If-Match). Learners see the edit when it is published.");
        group.MapPost("/{slug}/dry-run", Try).WithSummary($"Tries {one} out: the reference passes, the starter and wrong solutions fail.");
        group.MapPost("/{slug}/publish", Publish).WithSummary($"Publishes {one} as a new revision (If-Match), when its dry run passes.");
        group.MapPost("/{slug}/archive", Archive).WithSummary($"Takes {one} out of use (If-Match).");
        group.MapDelete("/{slug}", Delete).WithSummary($"Deletes {one} (If-Match); it can be restored.");
        group.MapPost("/{slug}/restore", Restore).WithSummary($"Restores {one} that was deleted.");
        group.MapGet("/{slug}/revisions", Revisions).WithSummary($"The published revisions of {one}, newest first.");
        group.MapGet("/{slug}/revisions/{number:int}", GetRevision).WithSummary($"One revision of {one} with its content.");
    }

    private static async Task<Results<Created<AuthoredView<TContent>>, ValidationProblem, ProblemHttpResult>> Create(
        HttpContext context, ExercisesDbContext database, IAuthoring<TItem, TContent> authoring, NewItem<TContent> request, CancellationToken cancellation)
    {
        var complaints = await ComplaintsAsync(database, authoring, request.Content, cancellation);
        if (request.Class is null == string.IsNullOrEmpty(request.Module))
            complaints["module"] = ["Say either the module of the course or the class that it belongs to."];
        else if (request.Module is not null && !await database.Modules.AnyAsync(module => module.Slug == request.Module, cancellation))
            complaints["module"] = [$"There is no module named “{request.Module}”."];
        if (complaints.Count > 0)
            return TypedResults.ValidationProblem(complaints);
        if (request.Class is { } id && !await database.Classes.TaughtBy(Caller.Of(context)).AnyAsync(schoolClass => schoolClass.Id == id, cancellation))
            return Missing.Class();

        var module = request.Module ?? "";
        var last = await database.Set<TItem>().IgnoreQueryFilters().Where(item => item.Module == module && item.ClassId == request.Class)
            .MaxAsync(item => (int?)item.Position, cancellation);
        var item = authoring.Create(request, (last ?? 0) + 1);
        if (await database.Set<TItem>().IgnoreQueryFilters().AnyAsync(other => other.Slug == item.Slug, cancellation))
            return Taken(item.Slug);
        database.Add(item);
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Taken(item.Slug); // made by somebody else at the same moment
        }
        ETags.Send(context, item.Version);
        return TypedResults.Created($"{context.Request.Path}/{item.Slug}/source", AuthoringViews.Of(item));
    }

    private static async Task<Results<Ok<AuthoredView<TContent>>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => await FindAsync(context, database, slug, cancellation) is { } item ? Answer(context, item) : NotThere(slug);

    private static async Task<Results<Ok<AuthoredView<TContent>>, ValidationProblem, ProblemHttpResult>> Edit(
        HttpContext context, ExercisesDbContext database, IAuthoring<TItem, TContent> authoring, string slug, TContent content, CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } item)
            return NotThere(slug);
        if (ETags.Complaint(context, item.Version) is { } stale)
            return stale;
        var complaints = await ComplaintsAsync(database, authoring, content, cancellation);
        if (authoring.SlugOf(content) != slug)
            complaints["slug"] = ["The slug stays as it is: links and submissions refer to it."];
        if (complaints.Count > 0)
            return TypedResults.ValidationProblem(complaints);
        item.Edit(content);
        await database.SaveChangesAsync(cancellation);
        return Answer(context, item);
    }

    private static async Task<Results<Ok<DryRun>, ProblemHttpResult>> Try(
        HttpContext context, ExercisesDbContext database, IAuthoring<TItem, TContent> authoring, string slug, CancellationToken cancellation)
        => await FindAsync(context, database, slug, cancellation) is { } item
            ? TypedResults.Ok(await authoring.DryRunAsync(item.Latest, cancellation))
            : NotThere(slug);

    private static async Task<Results<Ok<AuthoredView<TContent>>, ProblemHttpResult>> Publish(
        HttpContext context,
        ExercisesDbContext database,
        IAuthoring<TItem, TContent> authoring,
        TimeProvider clock,
        string slug,
        CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } item)
            return NotThere(slug);
        if (ETags.Complaint(context, item.Version) is { } stale)
            return stale;
        var trial = await authoring.DryRunAsync(item.Latest, cancellation);
        if (!trial.Passes)
        {
            return TypedResults.Problem(
                $"It is not published, because its dry run fails. {trial.Complaints[0]}",
                statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?> { ["complaints"] = trial.Complaints });
        }
        database.Add(item.Publish(Caller.Of(context).Id, clock.GetUtcNow()));
        await database.SaveChangesAsync(cancellation);
        return Answer(context, item);
    }

    private static Task<Results<Ok<AuthoredView<TContent>>, ProblemHttpResult>> Archive(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => ChangeAsync(context, database, slug, item => item.Status = Publication.Archived, cancellation);

    private static Task<Results<Ok<AuthoredView<TContent>>, ProblemHttpResult>> Delete(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, string slug, CancellationToken cancellation)
        => ChangeAsync(context, database, slug, item => item.DeletedAt = clock.GetUtcNow(), cancellation);

    private static async Task<Results<Ok<AuthoredView<TContent>>, ProblemHttpResult>> Restore(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
    {
        var deleted = database.Set<TItem>().IgnoreQueryFilters().Where(item => item.DeletedAt != null);
        if (await deleted.WrittenBy<TItem, TContent>(database, Caller.Of(context)).SingleOrDefaultAsync(item => item.Slug == slug, cancellation) is not { } item)
            return NotThere(slug);
        item.DeletedAt = null;
        await database.SaveChangesAsync(cancellation);
        return Answer(context, item);
    }

    private static async Task<Results<Ok<List<RevisionSummary>>, ProblemHttpResult>> Revisions(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } item)
            return NotThere(slug);
        return TypedResults.Ok(await database.Revisions.Where(revision => revision.ItemId == item.Id)
            .OrderByDescending(revision => revision.Number)
            .Select(revision => new RevisionSummary(revision.Number, revision.At, revision.By))
            .ToListAsync(cancellation));
    }

    private static async Task<Results<Ok<RevisionView<TContent>>, ProblemHttpResult>> GetRevision(
        HttpContext context, ExercisesDbContext database, string slug, int number, CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } item)
            return NotThere(slug);
        var revision = await database.Revisions.AsNoTracking()
            .SingleOrDefaultAsync(revision => revision.ItemId == item.Id && revision.Number == number, cancellation);
        return revision is null
            ? Missing.Answer($"“{slug}” has no revision {number}; it was published {item.Revision} times.")
            : TypedResults.Ok(AuthoringViews.Of<TContent>(revision));
    }

    private static async Task<Results<Ok<AuthoredView<TContent>>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, ExercisesDbContext database, string slug, Action<TItem> change, CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } item)
            return NotThere(slug);
        if (ETags.Complaint(context, item.Version) is { } stale)
            return stale;
        change(item);
        await database.SaveChangesAsync(cancellation);
        return Answer(context, item);
    }

    private static Task<TItem?> FindAsync(HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => database.Set<TItem>().WrittenBy<TItem, TContent>(database, Caller.Of(context)).SingleOrDefaultAsync(item => item.Slug == slug, cancellation);

    private static async Task<Dictionary<string, string[]>> ComplaintsAsync(
        ExercisesDbContext database, IAuthoring<TItem, TContent> authoring, TContent content, CancellationToken cancellation)
        => authoring.Complaints(content, await database.Concepts.Select(concept => concept.Slug).ToHashSetAsync(cancellation));

    private static Ok<AuthoredView<TContent>> Answer(HttpContext context, TItem item)
    {
        ETags.Send(context, item.Version);
        return TypedResults.Ok(AuthoringViews.Of(item));
    }

    private static ProblemHttpResult Taken(string slug) => TypedResults.Problem(
        $"The slug “{slug}” is taken: choose another.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult NotThere(string slug) => Missing.Answer($"There is nothing named “{slug}” that you may edit.");
}
