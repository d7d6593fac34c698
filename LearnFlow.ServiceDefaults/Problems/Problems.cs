using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow;

/// <summary>Every error that leaves a service is a problem document (RFC 9457) with a sentence that says what is wrong.</summary>
internal static class Problems
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // before the framework's own, which looks at Accept
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Explain);
        services.AddExceptionHandler<ExceptionProblems>();

        // A body that cannot be bound is thrown in every environment, so that ExceptionProblems can say what is wrong with it.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseUtf8Bodies();
    }

    /// <summary>Adds the sentence that a bare status code lacks.</summary>
    private static void Explain(ProblemDetailsContext problem)
    {
        var request = problem.HttpContext.Request;
        problem.ProblemDetails.Detail ??= problem.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Path}.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{request.Path} does not answer {request.Method}; it answers {problem.HttpContext.Response.Headers.Allow}.",
            StatusCodes.Status413PayloadTooLarge => BodyTooLarge(problem.HttpContext),
            StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
            _ => null,
        };
    }

    private static string BodyTooLarge(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The body is larger than the {limit} bytes that this endpoint accepts."
            : "The body is larger than this endpoint accepts.";
}
