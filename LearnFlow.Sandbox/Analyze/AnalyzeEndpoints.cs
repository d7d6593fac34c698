using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Sandbox.Analyze;

/// <summary>Syntax errors and structural facts of a program that is not run.</summary>
internal static class AnalyzeEndpoints
{
    private const int MaxResultBytes = 2 << 20;
    private static readonly string s_script = EmbeddedText.Read(typeof(AnalyzeEndpoints), "analyze.py");
    private static readonly RunLimits s_limits = new(WallTimeMs: 5_000, FileBytes: MaxResultBytes);

    public static void MapAnalyze(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/analyze", AnalyzeAsync).RequireAuthorization(Policies.Anyone);

    private static async Task<Ok<AnalyzeResult>> AnalyzeAsync(AnalyzeRequest request, HttpContext context, WorkerPool pool, CancellationToken cancellationToken)
    {
        var command = RunRequestRules.ToCommand(new RunRequest(request.Language, request.Code, Limits: s_limits), pool.Runtimes);
        if (command.Language != "python")
            throw new BadHttpRequestException($"Only Python can be analysed, not {command.Language}.");
        var given = JsonSerializer.Serialize(new { command.Entry }, JsonConventions.Options);
        var outcome = await pool.RunAsync(Harness.Around(command, s_script, given), context.LearnerIdOrNull() ?? "", onText: null, cancellationToken);
        return TypedResults.Ok(Read(outcome));
    }

    private static AnalyzeResult Read(RunOutcome outcome)
    {
        try
        {
            if (outcome is { Status: RunStatus.Ok, Result: not null })
                return JsonSerializer.Deserialize<AnalyzeResult>(outcome.Result, JsonConventions.Options)!;
        }
        catch (JsonException)
        {
            // The program is parsed in the guest, where a bug of the parser may write anything: answered like a program that cannot be read.
        }
        return new AnalyzeResult(Ok: false, new SyntaxError("the program is too large or too deeply nested to be read", 1, 1));
    }
}
