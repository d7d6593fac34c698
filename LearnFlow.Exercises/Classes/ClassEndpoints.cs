using System.Security.Cryptography;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Idempotency;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Classes;

/// <summary>Classes: teachers make them, learners join with a code.</summary>
public static class ClassEndpoints
{
    private const int MaxName = 200, MaxLearnerName = 100, MaxTeachers = 20, JoinCodeLength = 8;

    /// <summary>Without 0, O, 1, I and L. 31⁸ codes, and a wrong one tells nothing: they cannot be guessed.</summary>
    private const string JoinCodeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Maps <c>/classes</c>.</summary>
    public static void MapClasses(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/classes").WithTags("Classes").RefusesLostUpdates();
        group.MapGet("/", List).RequireAuthorization(Policies.Anyone).WithSummary("The classes that the caller teaches or is in.");
        group.MapPost("/", Create).RequireAuthorization(Policies.Teacher).TakesIdempotencyKey<NewClass>()
            .WithSummary("Makes a class; the caller teaches it.");
        group.MapPost("/join", Join).RequireAuthorization(Policies.Learner).WithSummary("Joins a class by its code.");
        group.MapGet("/{id:guid}", Get).RequireAuthorization(Policies.Anyone).WithSummary("One class, with its ETag.");
        group.MapPut("/{id:guid}", Change).RequireAuthorization(Policies.Teacher).WithSummary("Changes name and teachers of a class (If-Match).");
        group.MapDelete("/{id:guid}", Delete).RequireAuthorization(Policies.Teacher).WithSummary("Deletes a class (If-Match); submissions stay the learners' own.");
        group.MapPost("/{id:guid}/join-code", RenewCode).RequireAuthorization(Policies.Teacher)
            .WithSummary("Gives a class another join code; the old one opens nothing any more.");
        group.MapDelete("/{id:guid}/members/{learner}", Leave).RequireAuthorization(Policies.Learner)
            .WithSummary("Takes a learner out of a class: the class's teacher, and the class then has another join code; or the learner themselves.");
    }

    private static async Task<Ok<List<ClassView>>> List(HttpContext context, ExercisesDbContext database, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var classes = await database.Classes.AsNoTracking().SeenBy(database, caller).OrderBy(schoolClass => schoolClass.CreatedAt).ToListAsync(cancellation);
        return TypedResults.Ok(classes.ConvertAll(schoolClass => ClassView.Of(schoolClass, caller)));
    }

    private static async Task<Results<Created<ClassView>, ProblemHttpResult>> Create(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, NewClass request, CancellationToken cancellation)
    {
        if (Complaint(request.Name, [context.LearnerId()]) is { } complaint)
            return complaint;
        var schoolClass = new SchoolClass
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = request.Name.Trim(),
            JoinCode = NewJoinCode(),
            Teachers = [context.LearnerId()],
            CreatedAt = clock.GetUtcNow(),
        };
        database.Add(schoolClass);
        await database.SaveChangesAsync(cancellation);
        ETags.Send(context, schoolClass.Version);
        return TypedResults.Created($"/classes/{schoolClass.Id}", ClassView.Of(schoolClass, Caller.Of(context)));
    }

    private static async Task<Results<Ok<ClassView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, Guid id, CancellationToken cancellation)
        => await database.Classes.AsNoTracking().SeenBy(database, Caller.Of(context)).SingleOrDefaultAsync(schoolClass => schoolClass.Id == id, cancellation)
            is { } schoolClass
            ? Answer(context, schoolClass)
            : Missing.Class();

    private static async Task<Results<Ok<ClassView>, ProblemHttpResult>> Change(
        HttpContext context, ExercisesDbContext database, Guid id, ClassChange request, CancellationToken cancellation)
    {
        if (await TaughtAsync(context, database, id, cancellation) is not { } schoolClass)
            return Missing.Class();
        if (ETags.Complaint(context, schoolClass.Version) is { } stale)
            return stale;
        if (Complaint(request.Name, request.Teachers) is { } complaint)
            return complaint;
        if (schoolClass.Teachers.Except(request.Teachers).Any())
        {
            schoolClass.JoinCode = NewJoinCode(); // a teacher who was taken out knows the old one
        }

        (schoolClass.Name, schoolClass.Teachers) = (request.Name.Trim(), [.. request.Teachers.Distinct()]);
        await database.SaveChangesAsync(cancellation);
        return Answer(context, schoolClass);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, Guid id, CancellationToken cancellation)
    {
        if (await TaughtAsync(context, database, id, cancellation) is not { } schoolClass)
            return Missing.Class();
        if (ETags.Complaint(context, schoolClass.Version) is { } stale)
            return stale;
        schoolClass.DeletedAt = clock.GetUtcNow();
        await database.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ClassView>, ProblemHttpResult>> Join(
        HttpContext context, ExercisesDbContext database, JoinRequest request, CancellationToken cancellation)
    {
        if (request.Name is { Length: > MaxLearnerName } || request.Name?.Contains('\0', StringComparison.Ordinal) == true)
            return Problem($"A name in a class has at most {MaxLearnerName} characters.");
        var code = request.Code.Trim().ToUpperInvariant();
        if (!code.All(char.IsAsciiLetterOrDigit)
            || await database.Classes.SingleOrDefaultAsync(other => other.JoinCode == code, cancellation) is not { } schoolClass)
            return Missing.Answer("No class has this code: ask your teacher for it.");
        var learner = context.LearnerId();
        // Joining twice is joining once, with the newer name.
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO class_members ("ClassId", "LearnerId", "Name", "JoinedAt") VALUES ({schoolClass.Id}, {learner}, {request.Name}, now())
            ON CONFLICT ("ClassId", "LearnerId") DO UPDATE SET "Name" = coalesce(excluded."Name", class_members."Name")
            """,
            cancellation);
        return TypedResults.Ok(ClassView.Of(schoolClass, Caller.Of(context)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Leave(
        HttpContext context, ExercisesDbContext database, Guid id, string learner, CancellationToken cancellation)
    {
        var isOwn = learner == Caller.Of(context).Id;
        var taught = isOwn ? null : await TaughtAsync(context, database, id, cancellation);
        var taken = isOwn || taught is not null
            ? await database.ClassMembers.Where(member => member.ClassId == id && member.LearnerId == learner).ExecuteDeleteAsync(cancellation)
            : 0;
        if (taken == 0)
        {
            return Missing.Answer("There is no such learner in a class of yours.");
        }

        if (taught is not null)
        {
            taught.JoinCode = NewJoinCode(); // somebody who was taken out knows the old one
            await database.SaveChangesAsync(cancellation);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ClassView>, ProblemHttpResult>> RenewCode(
        HttpContext context, ExercisesDbContext database, Guid id, CancellationToken cancellationToken)
    {
        if (await TaughtAsync(context, database, id, cancellationToken) is not { } schoolClass)
        {
            return Missing.Class();
        }

        schoolClass.JoinCode = NewJoinCode();
        await database.SaveChangesAsync(cancellationToken);
        return Answer(context, schoolClass);
    }

    private static string NewJoinCode() => RandomNumberGenerator.GetString(JoinCodeLetters, JoinCodeLength);

    /// <summary>A class of the caller's, to be changed.</summary>
    internal static Task<SchoolClass?> TaughtAsync(HttpContext context, ExercisesDbContext database, Guid id, CancellationToken cancellation)
        => database.Classes.TaughtBy(Caller.Of(context)).SingleOrDefaultAsync(schoolClass => schoolClass.Id == id, cancellation);

    private static Ok<ClassView> Answer(HttpContext context, SchoolClass schoolClass)
    {
        ETags.Send(context, schoolClass.Version);
        return TypedResults.Ok(ClassView.Of(schoolClass, Caller.Of(context)));
    }

    private static ProblemHttpResult? Complaint(string name, IReadOnlyList<string> teachers) => (name.Trim().Length, teachers.Count) switch
    {
        (0 or > MaxName, _) => Problem($"A class's name has 1 to {MaxName} characters."),
        (_, 0 or > MaxTeachers) => Problem($"A class has 1 to {MaxTeachers} teachers."),
        _ when name.Contains('\0', StringComparison.Ordinal) => Problem("A name has no null characters (U+0000)."),
        _ when !teachers.All(LearnerIdentity.IsLearnerId) => Problem("Teachers are named by their ids."),
        _ => null,
    };

    private static ProblemHttpResult Problem(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
}
