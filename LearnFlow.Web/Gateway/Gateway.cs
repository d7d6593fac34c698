using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Yarp.ReverseProxy.Forwarder;

namespace LearnFlow.Web.Gateway;

/// <summary>The gateway: the only way from outside to the services.</summary>
public static class Gateway
{
    /// <summary>Adds the policy, and the reverse proxy with its routes and transforms.</summary>
    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        var sidecar = Sidecar.From(builder.Configuration);
        var policy = GatewayPolicy.From(builder.Configuration);
        builder.Services.AddSingleton(policy);
        builder.Services.AddSingleton<RateWindows>();
        builder.Services.AddTrustedProxies(policy);
        builder.Services.AddRequestLimits(policy);
        builder.Services.AddCrossOrigin(policy);
        builder.Services.AddReverseProxy()
            .LoadFromMemory(GatewayRoutes.Routes(), GatewayRoutes.Clusters(sidecar, policy))
            .AddTransforms(context =>
            {
                context.AddRequestIdentity(sidecar);
                context.AddResponseProblems();
            });
    }

    /// <summary>Maps <c>/api/{service}/…</c>.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(RequestLimits.EnforceAsync);
            proxy.Use(ExplainForwarderErrorsAsync);
        }).WithMetadata(new VisitorAttribute());

        app.Map("/api/{**rest}", () => Results.Problem(
            $"No service offers this. The services are {string.Join(", ", GatewayRoutes.Services)}; /api/<service>/openapi/v1.json says what they offer.", statusCode: StatusCodes.Status404NotFound)).AllowAnonymous();
    }

    /// <summary>The proxy leaves a bare status when it got no answer at all.</summary>
    private static async Task ExplainForwarderErrorsAsync(HttpContext context, Func<Task> next)
    {
        await next();
        if (context.Response.HasStarted || context.GetForwarderErrorFeature() is not { } failure || context.RequestAborted.IsCancellationRequested)
            return;

        await (BadRequest(failure.Exception) is { } bad
            ? ResponseProblems.WriteAsync(context, bad.StatusCode, bad.Message)
            : failure.Error == ForwarderError.RequestTimedOut
                ? ResponseProblems.WriteAsync(context, StatusCodes.Status504GatewayTimeout, "The service took too long to answer; try again.")
                : ResponseProblems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, ResponseProblems.Unreachable(context)));
    }

    /// <summary>What was wrong with the visitor's own request, for example a body that grew over the limit while it was sent on.</summary>
    private static BadHttpRequestException? BadRequest(Exception? exception) => exception switch
    {
        null => null,
        BadHttpRequestException bad => bad,
        AggregateException several => several.InnerExceptions.Select(BadRequest).FirstOrDefault(bad => bad is not null),
        _ => BadRequest(exception.InnerException),
    };
}
