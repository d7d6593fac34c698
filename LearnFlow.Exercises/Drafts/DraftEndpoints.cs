using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Exercises.Drafts;

/// <summary>A draft as its learner reads it; <paramref name="Code"/> is null while nothing was typed.</summary>
public sealed record DraftView(string Name, string? Code, DateTimeOffset? At);

/// <summary>Body of <c>PUT /drafts/{name}</c>.</summary>
/// <param name="Code">The text, at most 64 KiB.</param>
public sealed record DraftRequest(string Code);

/// <summary>What the calling learner has in the editor. A learner reads and writes their own, whoever asks.</summary>
public static class DraftEndpoints
{
    /// <summary>Maps <c>GET</c> and <c>PUT /drafts/{name}</c>.</summary>
    public static RouteGroupBuilder MapDrafts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/drafts/{name}").WithTags("Drafts").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", Get).WithSummary("The calling learner's draft, with its ETag.");
        group.MapPut("/", Put).RefusesLostUpdates().WithSummary("Keeps a draft; 412 when another device has written since (If-Match)");
        return group;
    }

    private static async Task<Results<Ok<DraftView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string name, CancellationToken cancellationToken)
    {
        if (DraftRules.NameComplaint(name) is { } complaint)
        {
            return complaint;
        }

        var draft = await FindAsync(database, context.LearnerId(), name, cancellationToken);
        ETags.Send(context, draft?.Version ?? 0);
        return TypedResults.Ok(new DraftView(name, draft?.Code, draft?.At));
    }

    private static async Task<Results<Ok<DraftView>, ProblemHttpResult>> Put(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, string name, DraftRequest request, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        if ((DraftRules.NameComplaint(name) ?? DraftRules.TextComplaint(request.Code)) is { } complaint)
        {
            return complaint;
        }

        var draft = await FindAsync(database, learner, name, cancellationToken);
        if (ETags.Complaint(context, draft?.Version ?? 0) is { } lost)
        {
            return lost;
        }

        if (draft is null)
        {
            if (await database.Drafts.CountAsync(other => other.LearnerId == learner, cancellationToken) >= DraftRules.MaxDrafts)
            {
                return DraftRules.Problem($"You have {DraftRules.MaxDrafts} programs here already; that is the most.");
            }

            database.Add(draft = new Draft { LearnerId = learner, Name = name, Code = "", At = clock.GetUtcNow() });
        }

        (draft.Code, draft.At) = (request.Code, clock.GetUtcNow());
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new DbUpdateConcurrencyException("Two devices wrote the first text at the same moment.", exception);
        }

        ETags.Send(context, draft.Version);
        return TypedResults.Ok(new DraftView(name, draft.Code, draft.At));
    }

    private static Task<Draft?> FindAsync(ExercisesDbContext database, string learner, string name, CancellationToken cancellationToken)
        => database.Drafts.SingleOrDefaultAsync(draft => draft.LearnerId == learner && draft.Name == name, cancellationToken);
}
