using System.Text.Json;
using LearnFlow.Events;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearnFlow;

/// <summary>Turns an exception that reached the top of the pipeline into a problem document; logs only what is our fault.</summary>
internal sealed partial class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var (status, detail) = Describe(exception);
        context.Response.StatusCode = status;
        if (status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(context.Request.Method, context.Request.Path, exception);
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }

    private static (int Status, string Detail) Describe(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => (StatusCodes.Status400BadRequest, JsonProblem.Describe(json)),
        BadHttpRequestException bad => (bad.StatusCode, bad.Message),
        _ when Unavailable.Is(exception) =>
            (StatusCodes.Status503ServiceUnavailable, "A part of the system that this request needs does not answer at the moment; try again."),
        _ => (StatusCodes.Status500InternalServerError, "Something went wrong on our side; the trace id tells which request it was."),
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(string method, string path, Exception exception);
}
