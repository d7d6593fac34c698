using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Drafts;

/// <summary>An older text as its learner reads it.</summary>
public sealed record VersionView(Guid Id, DateTimeOffset At, string? Title, string Code);

/// <summary>Body of <c>POST /drafts/{name}/versions</c>.</summary>
/// <param name="Code">The text, at most 64 KiB.</param>
/// <param name="Title">Its name; null for none.</param>
public sealed record VersionRequest(string Code, string? Title = null);

/// <summary>Body of <c>PUT /drafts/{name}/versions/{id}</c>.</summary>
/// <param name="Title">The new name; null or empty for none.</param>
public sealed record VersionTitle(string? Title);

/// <summary>Older texts of the calling learner's drafts.</summary>
public static class VersionEndpoints
{
    /// <summary>Maps <c>GET</c> and <c>POST /drafts/{name}/versions</c> and <c>PUT /drafts/{name}/versions/{id}</c>.</summary>
    public static RouteGroupBuilder MapVersions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/drafts/{name}/versions").WithTags("Drafts").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", List).WithSummary("The versions of a draft, newest first.");
        group.MapPost("/", Keep).WithSummary("Keeps a version, unless the newest has the same text.");
        group.MapPut("/{id:guid}", Rename).WithSummary("Gives a version a name, so that it stays.");
        return group;
    }

    private static async Task<Ok<List<VersionView>>> List(
        HttpContext context, ExercisesDbContext database, string name, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        return TypedResults.Ok(await Of(database, learner, name).AsNoTracking().OrderByDescending(version => version.Id)
            .Select(version => new VersionView(version.Id, version.At, version.Title, version.Code))
            .ToListAsync(cancellationToken));
    }

    private static async Task<Results<Ok<VersionView>, ProblemHttpResult>> Keep(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, string name, VersionRequest request, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        if ((DraftRules.NameComplaint(name) ?? DraftRules.TextComplaint(request.Code) ?? DraftRules.TitleComplaint(request.Title)) is { } complaint)
        {
            return complaint;
        }

        var newest = await Of(database, learner, name).OrderByDescending(version => version.Id).FirstOrDefaultAsync(cancellationToken);
        if (newest?.Code == request.Code)
        {
            return TypedResults.Ok(View(newest));
        }

        if (newest is null && await database.DraftVersions.Where(version => version.LearnerId == learner).Select(version => version.Name).Distinct()
            .CountAsync(cancellationToken) >= DraftRules.MaxDrafts)
        {
            return DraftRules.Problem($"You have versions of {DraftRules.MaxDrafts} programs already; that is the most.");
        }

        var now = clock.GetUtcNow();
        var added = new DraftVersion { Id = Guid.CreateVersion7(now), LearnerId = learner, Name = name, At = now, Code = request.Code, Title = TitleOf(request.Title) };
        database.Add(added);
        await database.SaveChangesAsync(cancellationToken);
        await Of(database, learner, name).Where(version => version.Title == null).OrderByDescending(version => version.Id).Skip(DraftRules.MaxVersions)
            .ExecuteDeleteAsync(cancellationToken);
        await Of(database, learner, name).Where(version => version.Title != null).OrderByDescending(version => version.Id).Skip(DraftRules.MaxTitled)
            .ExecuteDeleteAsync(cancellationToken);
        return TypedResults.Ok(View(added));
    }

    private static async Task<Results<Ok<VersionView>, ProblemHttpResult>> Rename(
        HttpContext context, ExercisesDbContext database, string name, Guid id, VersionTitle request, CancellationToken cancellationToken)
    {
        if (DraftRules.TitleComplaint(request.Title) is { } complaint)
        {
            return complaint;
        }

        var versions = Of(database, context.LearnerId(), name);
        if (await versions.SingleOrDefaultAsync(version => version.Id == id, cancellationToken) is not { } version)
        {
            return Missing.Answer("There is no such version among yours.");
        }

        var title = TitleOf(request.Title);
        if (title is not null && version.Title is null && await versions.CountAsync(other => other.Title != null, cancellationToken) >= DraftRules.MaxTitled)
        {
            return DraftRules.Problem($"{DraftRules.MaxTitled} versions of this program have a name; take one away first.");
        }

        version.Title = title;
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(version));
    }

    private static IQueryable<DraftVersion> Of(ExercisesDbContext database, string learner, string name)
        => database.DraftVersions.Where(version => version.LearnerId == learner && version.Name == name);

    private static string? TitleOf(string? title) => string.IsNullOrWhiteSpace(title) ? null : title.Trim();

    private static VersionView View(DraftVersion version) => new(version.Id, version.At, version.Title, version.Code);
}
