namespace LearnFlow.Exercises.Grading;

/// <summary>What is answered while the sandbox does not answer.</summary>
public static class SandboxUnavailable
{
    /// <summary>Turns a sandbox that fails into a 503 problem.</summary>
    public static TBuilder NeedsSandbox<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
        => builder.AddEndpointFilter(async (invocation, next) =>
        {
            try
            {
                return await next(invocation);
            }
            catch (HttpRequestException)
            {
                invocation.HttpContext.Response.Headers.RetryAfter = "1";
                return TypedResults.Problem(
                    "The sandbox could not run your code just now. Nothing was stored; send it again in a moment.",
                    statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
}
