using Dapr.Client;
using LearnFlow.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Triage.Help;

/// <summary>Body of <c>POST /help/{requestId}/feedback</c>.</summary>
/// <param name="Helped">Whether the answer helped.</param>
public sealed record HelpFeedback(bool Helped);

/// <summary>What learners say about answers.</summary>
public static class FeedbackEndpoint
{
    /// <summary>Maps <c>POST /help/{requestId}/feedback</c>; saying it again replaces what was said before.</summary>
    public static void MapFeedback(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/help/{requestId:guid}/feedback", StoreAsync)
            .RequireAuthorization(Policies.Anyone)
            .WithTags("Help")
            .WithSummary("Whether an answer helped. For the learner who asked.");

    private static async Task<Results<NoContent, ProblemHttpResult>> StoreAsync(
        HttpContext context, Guid requestId, HelpFeedback feedback, IHelpRecords records, DaprClient dapr, TimeProvider clock, CancellationToken cancellationToken)
    {
        var learnerId = context.LearnerId();
        if ((await records.ListAsync(learnerId, cancellationToken)).LastOrDefault(record => record.RequestId == requestId.ToString()) is not { } record)
        {
            return TypedResults.Problem(
                $"You have no answer with the id {requestId}. Send the requestId of an answer's diagnosis event.", statusCode: StatusCodes.Status404NotFound);
        }

        await records.SaveAsync(record with { Helped = feedback.Helped }, cancellationToken);
        await LearningEvents.PublishAsync(
            dapr, new HelpRated(Guid.CreateVersion7().ToString(), learnerId, clock.GetUtcNow(), record.RequestId, feedback.Helped), cancellationToken);
        return TypedResults.NoContent();
    }
}
