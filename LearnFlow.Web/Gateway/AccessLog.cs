using System.Diagnostics;
using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// One structured line for every request of a visitor: method, path without its query, status, time, role and trace id,
/// so that a line leads to its trace. It holds no id, address, token or text of a visitor.
/// </summary>
internal static partial class AccessLog
{
    public static void UseAccessLog(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<GatewayPolicy>().AccessLog)
            return;

        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LearnFlow.Access");
        app.Use((context, next) => IsLogged(context) ? LogAsync(context, next, log) : next(context));
    }

    private static bool IsLogged(HttpContext context)
        => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || context.GetEndpoint()?.Metadata.GetMetadata<VisitorAttribute>() is not null;

    private static async Task LogAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        var (method, path, started) = (context.Request.Method, context.Request.Path.Value ?? "", Stopwatch.GetTimestamp()); // an error page changes them
        try
        {
            await next(context);
        }
        finally
        {
            LogRequest(
                log, method, path, context.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                context.VisitorOrNull()?.Role ?? "nobody", Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} {ElapsedMs:F1} ms {Role} {TraceId}")]
    private static partial void LogRequest(ILogger logger, string method, string path, int status, double elapsedMs, string role, string traceId);
}
