using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Workers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Sandbox.Run;

/// <summary>Running programs.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/run", RunAsync).RequireAuthorization(Policies.Anyone);
        endpoints.MapGet("/runtimes", (WorkerPool pool) => TypedResults.Ok(pool.Runtimes)).RequireAuthorization(Policies.Anyone);
    }

    private static async Task<Ok<RunResult>> RunAsync(RunRequest request, HttpContext context, Runs runs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await runs.RunAsync(request, Caller.Of(context), onText: null, cancellationToken));
}
