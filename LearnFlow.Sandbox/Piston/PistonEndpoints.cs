using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Sandbox.Piston;

/// <summary>
/// The Piston v2 API (github.com/engineer-man/piston, "Documentation"), so that its clients work unchanged: give them
/// <c>http://…/api/sandbox</c> as their server. Anybody who may use <c>/run</c> may; a run counts as an attempt like any other.
/// </summary>
internal static class PistonEndpoints
{
    public static void MapPiston(this IEndpointRouteBuilder endpoints)
    {
        var piston = endpoints.MapGroup("/api/v2").RequireAuthorization(Policies.Anyone).AddEndpointFilter(InPistonsWordsAsync);
        piston.MapGet("/runtimes", (WorkerPool pool) => TypedResults.Ok(
            pool.Runtimes.Select(runtime => new PistonRuntime(runtime.Language, runtime.Version, runtime.Aliases, runtime.Build))));
        piston.MapPost("/execute", ExecuteAsync).Accepts<PistonRequest>("application/json", "*/*");
    }

    // Read by hand: some clients send their JSON as text/plain, which binding would refuse.
    private static async Task<Ok<PistonResponse>> ExecuteAsync(HttpContext context, WorkerPool pool, Runs runs, CancellationToken cancellationToken)
    {
        var body = await JsonSerializer.DeserializeAsync<PistonRequest>(context.Request.Body, JsonConventions.Options, cancellationToken)
            ?? throw new JsonException("The body is null.");
        var (request, runtime) = PistonJob.Read(body, pool.Runtimes);
        var cpuMs = 0.0;
        var result = await runs.RunAsync(request, Caller.Of(context), onText: null, cancellationToken, onOutcome: outcome => cpuMs = outcome.CpuMs);
        return TypedResults.Ok(PistonJob.Answer(runtime, result, cpuMs));
    }

    private static async ValueTask<object?> InPistonsWordsAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (BadHttpRequestException wrong)
        {
            return TypedResults.Json(new PistonError(wrong.Message), statusCode: wrong.StatusCode);
        }
        catch (JsonException)
        {
            return TypedResults.Json(new PistonError("the body is not the JSON object that execute expects"), statusCode: StatusCodes.Status400BadRequest);
        }
        catch (QueueFullException full)
        {
            return TypedResults.Json(new PistonError(full.Message), statusCode: StatusCodes.Status429TooManyRequests);
        }
    }
}
