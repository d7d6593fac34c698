using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Events that the app or the broker did not take, for the dashboard's command. This API is not Dapr's; it asks for the same dapr-api-token.</summary>
internal static class UndeliveredEndpoints
{
    public static void MapUndelivered(this IEndpointRouteBuilder api, UndeliveredEvents events, StateBlock state)
    {
        api.MapGet("/learnflow/undelivered", async (HttpContext context) =>
            await context.Response.WriteJsonAsync(StatusCodes.Status200OK, (IReadOnlyList<UndeliveredEvent>)[.. events.All, .. await state.ParkedAsync(context.RequestAborted)]));
        // 204: the app took it, or the outbox publishes it again. 409: why the app did not take it, as text. 404: it is no longer kept.
        api.MapPost("/learnflow/undelivered/{id}/deliver", async (HttpContext context, string id) =>
        {
            var reason = await state.PublishAgainAsync(id, context.RequestAborted) ? null : await events.DeliverAgainAsync(id, context.RequestAborted);
            context.Response.StatusCode = reason switch
            {
                null => StatusCodes.Status204NoContent,
                UndeliveredEvents.NoLongerKept => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status409Conflict,
            };
            if (reason is not null)
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(reason, context.RequestAborted);
            }
        });
    }
}
