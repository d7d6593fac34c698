using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace LearnFlow.Exercises.Access;

/// <summary>
/// Optimistic concurrency (RFC 9110, section 13.1.1, and RFC 6585, section 3): who changes something says which version they
/// read, so that nobody overwrites what they have not seen.
/// </summary>
public static class ETags
{
    /// <summary>Says which version is answered.</summary>
    public static void Send(HttpContext context, uint version) => context.Response.Headers.ETag = Of(version).ToString();

    /// <summary>428 when the request does not say which version it read, 412 when it read another; null when all is well.</summary>
    public static ProblemHttpResult? Complaint(HttpContext context, uint version)
    {
        var read = context.Request.GetTypedHeaders().IfMatch;
        if (read.Count == 0)
        {
            return TypedResults.Problem(
                "Say which version you read: send its ETag in If-Match.", statusCode: StatusCodes.Status428PreconditionRequired);
        }
        return read.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Of(version), useStrongComparison: true)) ? null : Changed();
    }

    /// <summary>Answers 412 when somebody else changed the row between reading and writing it.</summary>
    public static TBuilder RefusesLostUpdates<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
        => builder.AddEndpointFilter(async (invocation, next) =>
        {
            try
            {
                return await next(invocation);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Changed();
            }
        });

    private static EntityTagHeaderValue Of(uint version) => new($"\"{version}\"");

    private static ProblemHttpResult Changed() => TypedResults.Problem(
        "Somebody changed this since you read it: read it again and repeat your change.", statusCode: StatusCodes.Status412PreconditionFailed);
}
