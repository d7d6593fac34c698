namespace LearnFlow.Web.Pages;

/// <summary>Files of the bundle whose names carry the hash of their content (Client/bundle.mjs) never change.</summary>
internal static class BundledFiles
{
    private const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>Lets browsers keep them without asking again.</summary>
    public static void UseBundledFiles(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/dist/chunks", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/dist/assets", StringComparison.Ordinal))
        {
            context.Response.OnStarting(Keep, context);
        }

        return next(context);
    });

    private static Task Keep(object state)
    {
        var response = ((HttpContext)state).Response;
        if (response.StatusCode == StatusCodes.Status200OK)
            response.Headers.CacheControl = ForEver;

        return Task.CompletedTask;
    }
}
