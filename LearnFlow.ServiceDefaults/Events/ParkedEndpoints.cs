using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Events;

/// <summary>What a service subscribes to, by topic.</summary>
internal sealed class Subscriptions
{
    /// <summary>The subscriptions.</summary>
    public ConcurrentDictionary<string, Subscription> ByTopic { get; } = [];
}

/// <summary>Parked events, for administrators to see and to deliver again once their cause is gone.</summary>
internal static class ParkedEndpoints
{
    /// <summary>Maps <c>GET /events/parked</c> and <c>POST /events/parked/{id}/deliver</c>.</summary>
    public static void MapParkedEvents(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/events/parked").RequireAuthorization(Policies.Administrator).WithTags("Events");
        group.MapGet("/", async (IParkedEvents parked, CancellationToken cancellationToken) => TypedResults.Ok(await parked.ListAsync(cancellationToken)))
            .WithSummary("Events that could not be handled, oldest first. For administrators.");
        group.MapPost("/{id}/deliver", DeliverAsync).WithSummary("Hands a parked event to its handler once more. For administrators.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeliverAsync(
        HttpContext context, string id, IParkedEvents parked, Subscriptions subscriptions, CancellationToken cancellationToken)
    {
        if (await parked.FindAsync(id, cancellationToken) is not { Data: { } data } found
            || !subscriptions.ByTopic.TryGetValue(found.Topic, out var subscription) || subscription.Bind(found.Type, data) is not { } delivery)
        {
            return TypedResults.Problem("There is no parked event of that id.", statusCode: StatusCodes.Status404NotFound);
        }

        try
        {
            await delivery.HandleAsync(context.RequestServices, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Problem(
                $"It failed again and stays parked: {exception.GetType().Name}: {EventText.Cut(exception.Message, EventText.MaxReason)}", statusCode: StatusCodes.Status409Conflict);
        }

        await parked.RemoveAsync(other => other.Id == id, cancellationToken);
        return TypedResults.NoContent();
    }
}
