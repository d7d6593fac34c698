using System.Globalization;
using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// Limits how often one user and one address may ask, with separate budgets for what costs differently. Every answer
/// says where its caller stands (<c>RateLimit-Limit</c>, <c>-Remaining</c>, <c>-Reset</c>:
/// draft-ietf-httpapi-ratelimit-headers), a refusal also <c>Retry-After</c>.
/// </summary>
internal static class RateLimits
{
    public static void UseRateLimits(this WebApplication app)
    {
        var policy = app.Services.GetRequiredService<GatewayPolicy>();
        var windows = app.Services.GetRequiredService<RateWindows>();
        app.Use((context, next) =>
        {
            if (BudgetOf(context.Request, policy) is not var (name, budget))
                return next(context);

            var count = Count(context, windows, name, budget);
            Tell(context.Response.Headers, count);
            return count.IsAllowed ? next(context) : RefuseAsync(context, count);
        });
    }

    /// <summary>The budget that a request is taken from; null for files and what the own sidecar and probes ask.</summary>
    private static (string Name, RateBudget Budget)? BudgetOf(HttpRequest request, GatewayPolicy policy)
    {
        var isApi = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (!isApi && request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<VisitorAttribute>() is null)
            return null;

        // Routing takes no notice of a slash at the end.
        var path = request.Path.Value!.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/";
        var rule = policy.Rules.First(r => r.Fits(request.Method, path));
        return (rule.Name, rule.Budget);
    }

    /// <summary>The stricter of the user's and the address's count.</summary>
    private static RateCount Count(HttpContext context, RateWindows windows, string name, RateBudget budget)
    {
        var address = windows.Count((name, context.Connection.RemoteIpAddress), budget.PerAddress);
        if (!address.IsAllowed || context.VisitorOrNull() is not { } visitor)
            return address;

        var user = windows.Count((name, visitor.LearnerId), budget.PerUser);
        return !user.IsAllowed || user.Remaining <= address.Remaining ? user : address;
    }

    private static void Tell(IHeaderDictionary headers, RateCount count)
    {
        headers["RateLimit-Limit"] = count.Limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = count.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = count.ResetSeconds.ToString(CultureInfo.InvariantCulture);
    }

    private static Task RefuseAsync(HttpContext context, RateCount count)
    {
        context.Response.Headers.RetryAfter = count.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        return ResponseProblems.WriteAsync(
            context, StatusCodes.Status429TooManyRequests, $"More than {count.Limit} requests of this kind came in a minute; try again in {count.ResetSeconds} s.");
    }
}
