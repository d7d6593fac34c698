using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Outbox;

/// <summary>A message that could not be published.</summary>
public sealed record ParkedMessage(long Number, string EventId, string LearnerId, string Topic, DateTimeOffset ParkedAt, string? Error, int Bytes);

/// <summary>Messages that the broker does not take, for administrators to see and to deliver again once their cause is gone.</summary>
public static class ParkedMessageEndpoints
{
    private const int MaxShown = 500;

    /// <summary>Maps <c>GET /outbox/parked</c> and <c>POST /outbox/parked/{number}/deliver</c>.</summary>
    public static void MapParkedMessages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/outbox/parked").WithTags("Outbox").RequireAuthorization(Policies.Administrator);
        group.MapGet("/", ListAsync).WithSummary("Messages that were put aside because the broker did not take them, oldest first.");
        group.MapPost("/{number:long}/deliver", DeliverAsync).WithSummary("Has a parked message published again.");
    }

    private static async Task<Ok<List<ParkedMessage>>> ListAsync(ExercisesDbContext database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.Outbox.AsNoTracking().Where(message => message.ParkedAt != null).OrderBy(message => message.Number).Take(MaxShown)
            .Select(message => new ParkedMessage(
                message.Number, message.EventId, message.Key, message.Topic, message.ParkedAt!.Value, message.Error, message.Data.Length))
            .ToListAsync(cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeliverAsync(
        ExercisesDbContext database, OutboxSignal signal, long number, CancellationToken cancellationToken)
    {
        var found = await database.Outbox.Where(message => message.Number == number && message.ParkedAt != null).ExecuteUpdateAsync(
            message => message.SetProperty(m => m.ParkedAt, (DateTimeOffset?)null).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null).SetProperty(m => m.Tries, 0),
            cancellationToken);
        if (found == 0)
        {
            return Missing.Answer("There is no parked message of that number.");
        }

        signal.Raise();
        return TypedResults.NoContent();
    }
}
