using LearnFlow.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.PersonalData;

/// <summary>A service's part of the export and of the deletion.</summary>
public static class PersonalDataEndpoints
{
    /// <summary>Maps <c>GET /personal-data</c>: all that the service keeps of the caller, by the names of <see cref="KeptAboutPeople"/>.</summary>
    public static void MapPersonalData(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/personal-data", async (HttpContext context, IEnumerable<IPersonalData> kept, CancellationToken cancellationToken) =>
        {
            var learner = context.LearnerId();
            var all = new Dictionary<string, object?>();
            foreach (var data in kept)
            {
                all[data.Name] = await data.ExportAsync(learner, cancellationToken);
            }

            return TypedResults.Ok(all);
        }).RequireAuthorization(Policies.Anyone).WithTags("Personal data").WithSummary("All that this service keeps about the caller.");

    /// <summary>Erases all that the service keeps of somebody who has left. The event comes after all others of theirs.</summary>
    public static Subscription ErasesPersonalData(this Subscription events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.On<LearnerDeleted>(async (deleted, services, cancellationToken) =>
        {
            foreach (var data in services.GetServices<IPersonalData>())
            {
                await data.EraseAsync(deleted.LearnerId, cancellationToken);
            }
        });
    }
}
