using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>A query that cannot be read is answered with a sentence that says which part of it.</summary>
internal static class BadRequests
{
    public static void UseBadRequests(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
        {
            await Results.Problem(unreadable.Message, statusCode: unreadable.StatusCode).ExecuteAsync(context);
        }
    });
}
