using System.Buffers.Text;
using System.Security.Cryptography;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Drafts;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Sharing;

/// <summary>A shared program; whose it is, is not told. <paramref name="Own"/> says whether it is the caller's.</summary>
public sealed record ShareView(string Token, string Title, string Code, DateTimeOffset At, bool Own);

/// <summary>A shared program in its learner's list.</summary>
public sealed record ShareSummary(string Token, string Title, DateTimeOffset At);

/// <summary>Body of <c>POST /shares</c>.</summary>
/// <param name="Title">The heading, at most 60 characters.</param>
/// <param name="Code">The program, at most 64 KiB.</param>
public sealed record ShareRequest(string Title, string Code);

/// <summary>Links under which others read a program.</summary>
public static class ShareEndpoints
{
    /// <summary>The most links of one learner.</summary>
    public const int MaxShares = 30;

    /// <summary>Maps <c>GET</c> and <c>POST /shares</c>, <c>GET</c> and <c>DELETE /shares/{token}</c>.</summary>
    public static RouteGroupBuilder MapShares(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/shares").WithTags("Shares").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", List).WithSummary("The calling learner's links, newest first.");
        group.MapPost("/", Add).WithSummary("Makes a link under which others read a program.");
        group.MapGet("/{token}", Get).WithSummary("The program behind a link, for anybody who has it.");
        group.MapDelete("/{token}", Delete).WithSummary("Takes a link of the calling learner's back.");
        return group;
    }

    private static async Task<Ok<List<ShareSummary>>> List(HttpContext context, ExercisesDbContext database, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        return TypedResults.Ok(await database.Shares.AsNoTracking().Where(share => share.LearnerId == learner).OrderByDescending(share => share.At)
            .Select(share => new ShareSummary(share.Token, share.Title, share.At)).ToListAsync(cancellationToken));
    }

    private static async Task<Results<Ok<ShareView>, ProblemHttpResult>> Add(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, ShareRequest request, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        if ((DraftRules.TitleComplaint(request.Title) ?? DraftRules.TextComplaint(request.Code)) is { } complaint)
        {
            return complaint;
        }

        if (await database.Shares.CountAsync(share => share.LearnerId == learner, cancellationToken) >= MaxShares)
        {
            return DraftRules.Problem($"You have {MaxShares} links; take one back first.");
        }

        var added = new Share
        {
            Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            LearnerId = learner,
            Title = request.Title.Trim() is { Length: > 0 } title ? title : "A program",
            Code = request.Code,
            At = clock.GetUtcNow(),
        };
        database.Add(added);
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new ShareView(added.Token, added.Title, added.Code, added.At, Own: true));
    }

    private static async Task<Results<Ok<ShareView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string token, CancellationToken cancellationToken)
    {
        var learner = context.LearnerIdOrNull();
        return await database.Shares.AsNoTracking().SingleOrDefaultAsync(share => share.Token == token, cancellationToken) is { } share
            ? TypedResults.Ok(new ShareView(share.Token, share.Title, share.Code, share.At, share.LearnerId == learner))
            : NoLink();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        HttpContext context, ExercisesDbContext database, string token, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        return await database.Shares.Where(share => share.Token == token && share.LearnerId == learner).ExecuteDeleteAsync(cancellationToken) > 0
            ? TypedResults.NoContent()
            : NoLink();
    }

    private static ProblemHttpResult NoLink() => Missing.Answer("There is no such link, or it was taken back.");
}
