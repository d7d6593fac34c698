namespace LearnFlow.Web.Security;

/// <summary>An address where nothing is answers 404 to everybody; authorization would ask the unknown to sign in first.</summary>
internal static class Nowhere
{
    private static readonly Endpoint NotFound = new(
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        },
        new EndpointMetadataCollection(new Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute(), new AnyCallerAttribute()),
        "nowhere");

    /// <summary>Gives every request without an endpoint one that answers 404.</summary>
    public static void UseNowhere(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is null)
            context.SetEndpoint(NotFound);

        return next(context);
    });
}
