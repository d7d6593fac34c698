using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Triage.Classrooms;

/// <summary>
/// What is known about learners is for the teachers of their classes, and for administrators and LearnFlow's own services.
/// Whom a teacher does not teach is not there for them.
/// </summary>
public static class TeachersOnly
{
    /// <summary>Lets teachers in, and each of them to their own learners only.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="learners">The ids that a request asks for.</param>
    public static RouteHandlerBuilder ForTeachersOf(this RouteHandlerBuilder endpoint, Func<HttpContext, IReadOnlyList<string>> learners)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.RequireAuthorization(Policies.Teacher).AddEndpointFilter(async (invocation, next) =>
            await ComplaintAsync(invocation.HttpContext, learners(invocation.HttpContext)) is { } complaint ? complaint : await next(invocation));
    }

    private static async Task<ProblemHttpResult?> ComplaintAsync(HttpContext context, IReadOnlyList<string> learners)
    {
        if (context.User.IsInRole(Roles.Administrator) || context.User.IsInRole(Roles.Service))
        {
            return null;
        }

        var taught = await context.RequestServices.GetRequiredService<IClassrooms>()
            .LearnersAsync(context.RequestAborted);
        return taught is null
            ? TypedResults.Problem("Your classes cannot be read at the moment; try again.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : learners.All(taught.Contains)
                ? null
                : TypedResults.Problem("There is no such learner in a class of yours.", statusCode: StatusCodes.Status404NotFound);
    }
}
