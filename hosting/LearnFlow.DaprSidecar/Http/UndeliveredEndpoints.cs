using LearnFlow.DaprSidecar.PubSub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Events that the app did not take, for the dashboard's command. This API is not Dapr's; it asks for the same dapr-api-token.</summary>
internal static class UndeliveredEndpoints
{
    public static void MapUndelivered(this IEndpointRouteBuilder api, UndeliveredEvents events)
    {
        api.MapGet("/learnflow/undelivered", (HttpContext context) => context.Response.WriteJsonAsync(StatusCodes.Status200OK, events.All));
        // 204: the app took it. 409: why it did not, as text. 404: it is no longer kept.
        api.MapPost("/learnflow/undelivered/{id}/deliver", async (HttpContext context) =>
        {
            var (status, reason) = await events.DeliverAgainAsync((string)context.Request.RouteValues["id"]!, context.RequestAborted) switch
            {
                null => (StatusCodes.Status204NoContent, null),
                UndeliveredEvents.NoLongerKept => (StatusCodes.Status404NotFound, UndeliveredEvents.NoLongerKept),
                var why => (StatusCodes.Status409Conflict, why),
            };
            context.Response.StatusCode = status;
            if (reason is not null)
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(reason, context.RequestAborted);
            }
        });
    }
}
