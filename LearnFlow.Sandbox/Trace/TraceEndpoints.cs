using System.Text.Json;
using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Sandbox.Trace;

/// <summary>A program step by step, for a visualiser in the manner of Python Tutor.</summary>
internal static class TraceEndpoints
{
    private const int DefaultSteps = 1_000, MaxSteps = 5_000, MaxOutputBytes = 16 << 10;
    private static readonly string s_script = EmbeddedText.Read(typeof(TraceEndpoints), "trace.py");

    public static void MapTraces(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/trace", TraceAsync).RequireAuthorization(Policies.Anyone);

    private static async Task<Ok<TraceResult>> TraceAsync(TraceRequest request, HttpContext context, WorkerPool pool, TimeProvider time, CancellationToken cancellationToken)
    {
        var steps = request.MaxSteps ?? DefaultSteps;
        if (steps is < 1 or > MaxSteps)
            throw new BadHttpRequestException($"maxSteps is {steps}; it can be from 1 to {MaxSteps}.");
        var command = RunRequestRules.ToCommand(new RunRequest(request.Language, request.Code, request.Stdin, request.Files, Limits: request.Limits), pool.Runtimes);
        if (command.Language != "python")
            throw new BadHttpRequestException($"Only Python can be traced, not {command.Language}.");
        var given = JsonSerializer.Serialize(
            new { command.Entry, Files = command.Files.Select(file => file.Name), MaxSteps = steps, MaxBytes = TraceReader.MaxBytes / 2 },
            JsonConventions.Options);
        var session = request.Interactive ? request.Session ?? ReplaySession.Create(time) : null;
        var limits = command.Limits;
        command = Harness.Around(command, s_script, given) with
        {
            // The steps are a file of the guest's, which the program's own files must not lose their room to.
            Limits = limits with
            {
                OutputBytes = Math.Min(limits.OutputBytes, MaxOutputBytes),
                FileBytes = limits.FileBytes + TraceReader.MaxBytes,
                Files = limits.Files + 1,
            },
            // A step is looked at for as long as one likes: sleeping is passed over.
            Replay = session is null ? null : new ReplayOptions(session.Seed, session.StartMs, int.MaxValue),
        };
        var outcome = await pool.RunAsync(command, context.LearnerIdOrNull() ?? "", onText: null, cancellationToken);
        return TypedResults.Ok(TraceReader.Read(outcome, steps) with { Session = session });
    }
}
