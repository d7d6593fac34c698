using System.Text.Json;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Trace;

/// <summary>
/// Reads the steps that trace.py left. It shared an interpreter with the learner's program, so any of it may be forged:
/// what does not have the shape ends the trace, and the sizes are counted again here.
/// </summary>
internal static class TraceReader
{
    /// <summary>Bytes that the guest may write.</summary>
    public const int MaxBytes = 4 << 20;

    private const int MaxCharacters = 8 << 20;
    private const int MaxFrames = 30;
    private const int MaxObjects = 200;
    private static readonly string[] s_events = ["call", "line", "return", "exception"];

    /// <summary>A line of trace.py's: a step, or the word that there are more of them than asked for.</summary>
    private sealed record RecordedStep(
        int Line = 0,
        string Event = "",
        string Function = "",
        string File = "",
        int Written = 0,
        IReadOnlyList<TraceFrame>? Stack = null,
        IReadOnlyDictionary<string, TraceObject>? Heap = null,
        int HiddenFrames = 0,
        TraceValue? Returned = null,
        RaisedError? Exception = null,
        bool Full = false);

    public static TraceResult Read(RunOutcome outcome, int maxSteps)
    {
        var steps = new List<TraceStep>();
        var (characters, isWhole, isFull) = (0L, true, false);
        foreach (var line in (outcome.Result ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var recorded = Parse(line);
            isFull = recorded?.Full == true;
            if (isFull)
                break;
            isWhole = recorded is not null && steps.Count < maxSteps;
            if (!isWhole)
                break;
            var stdout = outcome.Output[..Math.Clamp(recorded!.Written, 0, outcome.Output.Length)];
            characters += line.Length + stdout.Length;
            isWhole = characters <= MaxCharacters;
            if (!isWhole)
                break;
            steps.Add(new TraceStep(recorded.Line, recorded.Event, recorded.Function, recorded.File, stdout, recorded.Stack!, recorded.Heap!)
            {
                HiddenFrames = recorded.HiddenFrames,
                Returned = recorded.Returned,
                Exception = recorded.Exception,
            });
        }
        return new TraceResult(
            isFull && outcome.Status == RunStatus.Ok ? RunStatus.StepLimit : outcome.Status,
            isFull || !isWhole || outcome.Status is not (RunStatus.Ok or RunStatus.Error),
            steps,
            outcome.Output,
            outcome.Error.Length == 0 ? null : outcome.Error,
            outcome.ProgramError?.Type,
            outcome.ProgramError?.Message,
            outcome.ProgramError?.Line);
    }

    private static RecordedStep? Parse(string line)
    {
        try
        {
            var step = JsonSerializer.Deserialize<RecordedStep>(line, JsonConventions.Options);
            return step is { Full: true } || IsWhole(step) ? step : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(RecordedStep? step) =>
        step is { Stack: { Count: > 0 and <= MaxFrames } stack, Heap: { Count: <= MaxObjects } heap }
        && s_events.Contains(step.Event)
        && heap.Values.All(held => held is not null)
        && stack.SelectMany(frame => frame.Locals).Select(local => local.Value)
            .Concat(heap.Values.SelectMany(Values))
            .Concat(step.Returned is { } returned ? [returned] : [])
            .All(value => value is { Text: not null, Ref: null } || (value is { Text: null, Ref: { } number } && heap.ContainsKey(number)));

    private static IEnumerable<TraceValue> Values(TraceObject held) =>
        (held.Items ?? [])
            .Concat((held.Entries ?? []).SelectMany(entry => new[] { entry.Key, entry.Value }))
            .Concat((held.Fields ?? []).Select(field => field.Value));
}
