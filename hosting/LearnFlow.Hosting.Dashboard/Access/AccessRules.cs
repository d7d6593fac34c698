using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Hosting.Dashboard.Access;

/// <summary>No token, no data: only the sign-in page and its style are there for everybody.</summary>
internal static class AccessRules
{
    private const string ApiKeyHeader = "x-api-key";
    private const string OtlpKeyHeader = "x-otlp-api-key";
    private const string LoginPath = "/login";

    public static void UseAccessRules(this WebApplication app, AccessKeys keys)
    {
        app.Use(async (context, next) =>
        {
            AddSecurityHeaders(context.Response.Headers);
            if (!IsLoopbackHost(context.Request.Host.Host))
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "The dashboard answers only to localhost.");
            else if (IsTelemetry(context))
                await (AccessKeys.IsSame(context.Request.Headers[OtlpKeyHeader], keys.OtlpKey) ? next(context) : RefuseAsync(context, StatusCodes.Status401Unauthorized, $"Send the key of OTEL_EXPORTER_OTLP_HEADERS in {OtlpKeyHeader}."));
            else if (context.Request.Path == LoginPath)
                await LoginAsync(context, keys);
            else if (IsSignedIn(context, keys))
                await next(context);
            else if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, $"Open the address that the AppHost printed, or send its API key in {ApiKeyHeader}.");
            else
                context.Response.Redirect(LoginPath);
        });
    }

    private static bool IsSignedIn(HttpContext context, AccessKeys keys)
    {
        if (AccessKeys.IsSame(context.Request.Headers[ApiKeyHeader], keys.ApiKey))
            return true;

        // A page of another site can make a browser send the cookie with a command; browsers say so (Fetch Metadata, Sec-Fetch-Site).
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none" && AccessKeys.IsSame(context.Request.Cookies[CookieName(context)], keys.Session);
    }

    private static async Task LoginAsync(HttpContext context, AccessKeys keys)
    {
        var token = HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync(context.RequestAborted))["t"].ToString()
            : context.Request.Query["t"].ToString();
        if (keys.UseBrowserToken(token))
        {
            context.Response.Cookies.Append(CookieName(context), keys.Session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, IsEssential = true });
            // By a page of our own: after a redirect the browser would count the request as coming from where the link was, and hold the cookie back.
            await WriteAsync(context, StatusCodes.Status200OK, "wwwroot/welcome.html");
            return;
        }
        await WriteAsync(context, token.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized, "wwwroot/login.html");
    }

    private static Task WriteAsync(HttpContext context, int status, string page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Web.EmbeddedPages.Read(page), context.RequestAborted);
    }

    /// <summary>Browsers share cookies between the ports of a host; two AppHosts must not sign each other out.</summary>
    private static string CookieName(HttpContext context) => $"learnflow-dashboard-{context.Request.Host.Port}";

    private static bool IsTelemetry(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) || context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;

    /// <summary>A name that resolves to this machine by a trick (DNS rebinding) is not ours.</summary>
    private static bool IsLoopbackHost(string host) => host is "localhost" or "127.0.0.1" or "[::1]" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status, string detail) => Results.Problem(detail, statusCode: status).ExecuteAsync(context);

    private static void AddSecurityHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
