using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LearnFlow;

/// <summary>
/// Writes a problem document whatever the request's Accept says: a client of a Server-Sent Events endpoint, for one,
/// asks for <c>text/event-stream</c> and must still learn why it got an error. Only a browser that loads a page
/// (<c>text/html</c>) is left to the pages.
/// </summary>
internal sealed class ProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) =>
        !context.HttpContext.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = context.ProblemDetails;
        problem.Status ??= response.StatusCode;
        problem.Title ??= Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Extensions.TryAdd("traceId", System.Diagnostics.Activity.Current?.Id ?? context.HttpContext.TraceIdentifier);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        await response.WriteAsJsonAsync(problem, problem.GetType(), JsonConventions.Options, "application/problem+json", CancellationToken.None);
    }
}
