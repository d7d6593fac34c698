namespace LearnFlow.Web.Security;

/// <summary>
/// Refuses requests that change something and that another site's page sends (cross-site request forgery). Browsers tell
/// by <c>Sec-Fetch-Site</c> (W3C Fetch Metadata) and, older ones, by <c>Origin</c>; programs send neither and carry no
/// cookie that somebody else could misuse. A request with a bearer token is judged by that alone: its cookies count for
/// nothing, and another site's page can send it only where CORS lets it.
/// </summary>
public static class SameOrigin
{
    /// <summary>Refuses with a 403 problem.</summary>
    public static void UseSameOrigin(this WebApplication app) => app.Use((context, next) =>
        ChangesSomething(context.Request) && context.Request.Headers.Authorization.Count == 0 && IsFromAnotherSite(context.Request)
            ? Results.Problem("Requests from other sites are refused.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context)
            : next(context));

    private static bool ChangesSomething(HttpRequest request)
        => !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static bool IsFromAnotherSite(HttpRequest request)
        => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin
              && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
