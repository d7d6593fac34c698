namespace LearnFlow.Web.Pages;

/// <summary>A request for a page gets an error as a page; every other request gets a problem document.</summary>
internal static partial class PageErrors
{
    /// <summary>Shows <c>/error/{status}</c> in place of an error that has no body of its own, at the address that was asked for.</summary>
    public static void UsePageErrors(this WebApplication app)
    {
        app.Use((context, next) => WantsPage(context.Request) ? RunAsync(context, next, app.Logger) : next(context));
        app.UseRouting(); // once more, for the page that stands in
    }

    private static bool WantsPage(HttpRequest request)
        => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.ContentType = null;
            context.Response.ContentLength = null;
            context.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
                LogFailed(logger, context.Request.Method, context.Request.Path, exception);
        }

        if (IsBareError(context.Response))
            await ShowAsync(context, next);
    }

    private static bool IsBareError(HttpResponse response)
        => response is { HasStarted: false, StatusCode: >= 400, ContentLength: null } && string.IsNullOrEmpty(response.ContentType);

    private static Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = $"/error/{context.Response.StatusCode}";
        return next(context);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    private static partial void LogFailed(ILogger logger, string method, string path, Exception exception);
}
