using System.Text.Json;
using LearnFlow.Web.Live;
using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Drafts;

/// <summary>
/// <c>PUT /drafts/{name}</c>: keeps what a learner types with Exercises, and tells the learner's other pages over the live
/// stream. They read it from Exercises: a text is too long for a message.
/// </summary>
internal static class DraftEndpoint
{
    public static void MapDrafts(this WebApplication app)
        => app.MapPut("/drafts/{name}", SaveAsync).WithMetadata(new VisitorAttribute());

    private static async Task<IResult> SaveAsync(
        HttpContext context, string name, DraftChange change, ServiceClient services, LiveBroadcast live, CancellationToken cancellationToken)
    {
        var learner = context.Visitor().LearnerId;
        if (change.Learner != LearnerTag.Of(learner))
        {
            return Results.Problem("Somebody else is signed in now; load the page again.", statusCode: StatusCodes.Status409Conflict);
        }

        var saved = await services.ChangeAsync<Draft>(
            HttpMethod.Put, "exercises", $"drafts/{Uri.EscapeDataString(name)}", new { change.Code }, context.Request.Headers.IfMatch, cancellationToken);
        if (!saved.IsOk)
        {
            return Results.Problem(saved.Problem, statusCode: saved.Status);
        }

        context.Response.Headers.ETag = saved.ETag;
        await live.SendAsync(
            new LiveMessage($"{Guid.CreateVersion7():N}", learner, "draft", JsonSerializer.Serialize(new DraftSaved(name, saved.ETag), JsonConventions.Options), IsKept: false),
            cancellationToken);
        return Results.NoContent();
    }

    /// <summary>Body of the request; <paramref name="Learner"/> is the tag that the page was made for.</summary>
    private sealed record DraftChange(string Code, string Learner);

    /// <summary>What the other pages are told.</summary>
    private sealed record DraftSaved(string Name, string? ETag);
}
