namespace LearnFlow.Sandbox.Check;

/// <summary>Judging submissions.</summary>
internal static class CheckEndpoints
{
    public static void MapChecks(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        "/check",
        async (CheckRequest request, HttpContext context, Checks checks, CancellationToken cancellationToken) =>
            TypedResults.Ok(await checks.CheckAsync(request, context.LearnerIdOrNull(), cancellationToken))).RequireAuthorization(Policies.Anyone);
}
