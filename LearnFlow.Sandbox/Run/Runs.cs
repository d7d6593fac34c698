using System.Text.Json;
using LearnFlow.Events;
using LearnFlow.Sandbox.Worker;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Sandbox.Run;

/// <summary>Runs a request: checks it, has a worker run it, and records it when a learner asked for it.</summary>
internal sealed class Runs(WorkerPool pool, IRunRecorder recorder, TimeProvider time)
{
    /// <param name="request">What to run.</param>
    /// <param name="caller">The caller of the request.</param>
    /// <param name="onText">Gets the output as it comes; null when nobody watches.</param>
    /// <param name="cancellationToken">Gives the run up.</param>
    /// <param name="replay">Makes the run repeatable, for an interactive one; null for an ordinary one.</param>
    /// <param name="onOutcome">Gets what the worker said of it.</param>
    /// <param name="onQueued">Is told the place in the queue.</param>
    public async Task<RunResult> RunAsync(
        RunRequest request, Caller caller, Action<OutputText>? onText, CancellationToken cancellationToken,
        ReplayOptions? replay = null, Action<RunOutcome>? onOutcome = null, Action<QueuePlace>? onQueued = null)
    {
        var command = RunRequestRules.ToCommand(request, pool.Runtimes) with { Streams = onText is not null, Replay = replay };
        var outcome = await pool.RunAsync(command, caller.Learner ?? "", onText, cancellationToken, onQueued);
        onOutcome?.Invoke(outcome);
        var runtime = RunRequestRules.FindRuntime(command.Language, pool.Runtimes);
        var result = ToResult(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), outcome, $"{runtime.Language} {runtime.Version} ({runtime.Build})");
        // A run that its caller gave up has no result that anybody sees, and one that waits has none yet.
        if (caller is { IsAttempt: true, Learner: { } learner } && outcome.Status is not (RunStatus.Cancelled or RunStatus.WaitingForInput))
            await recorder.RecordAsync(ToAttempt(request, command.Language, learner, result), cancellationToken);
        return result;
    }

    private static RunResult ToResult(string id, RunOutcome outcome, string runtime) => new(
        id,
        outcome.Status,
        outcome.Output,
        outcome.Error,
        outcome.ExitCode,
        outcome.ElapsedMs,
        outcome.PeakMemoryBytes,
        outcome.Truncated,
        outcome.ProgramError?.Type,
        outcome.ProgramError?.Message,
        outcome.ProgramError?.Line,
        runtime,
        outcome.Turtle);

    private CodeExecuted ToAttempt(RunRequest request, string language, string learner, RunResult result) => new(
        result.Id,
        learner,
        time.GetUtcNow(),
        language,
        request.Code,
        JsonNamingPolicy.CamelCase.ConvertName(result.Status.ToString()),
        result.ErrorType,
        result.ErrorMessage,
        result.ErrorLine,
        request.ExerciseId,
        result.ElapsedMs);
}
