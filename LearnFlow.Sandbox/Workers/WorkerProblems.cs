using Microsoft.AspNetCore.Diagnostics;

namespace LearnFlow.Sandbox.Workers;

/// <summary>A full queue is answered with 429, a dead worker and a run that could not be recorded with 503.</summary>
internal sealed class WorkerProblems(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, retryAfter) = exception switch
        {
            QueueFullException full => (StatusCodes.Status429TooManyRequests, full.RetryAfter),
            WorkerUnavailableException or Run.RunNotRecordedException => (StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(1)),
            _ => (0, default),
        };
        if (status == 0)
            return false;
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = exception.Message },
        });
    }
}
