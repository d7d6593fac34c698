using System.Net.ServerSentEvents;
using System.Threading.Channels;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Worker;
using LearnFlow.Sandbox.Workers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LearnFlow.Sandbox.Interactive;

/// <summary>
/// Runs that are watched. Events: <c>queued</c> (<see cref="QueuePlace"/>, once, when the run has to wait), <c>output</c> (<see cref="OutputText"/>), <c>restarted</c> (what was shown before is
/// void: a replay went another way), <c>result</c> (<see cref="StreamResult"/>), <c>problem</c> (problem details).
/// </summary>
internal static class StreamEndpoints
{
    private const int MaxInputs = 1_000;

    /// <summary>A shorter wait is not told.</summary>
    private const int ToldWaitMs = 300;

    public static void MapStreams(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/run/stream", StreamAsync).RequireAuthorization(Policies.Anyone);

    private static async Task<ServerSentEventsResult<object>> StreamAsync(
        StreamRequest request, HttpContext context, Runs runs, TimeProvider time, CancellationToken cancellationToken)
    {
        var inputs = request.Inputs ?? [];
        if (inputs.Count > MaxInputs || inputs.Any(input => input is null || input.Contains('\n', StringComparison.Ordinal)))
            throw new BadHttpRequestException($"inputs can be at most {MaxInputs} lines, each without a line break.");
        var session = request.Interactive ? request.Session ?? ReplaySession.Create(time) : null;
        var events = Channel.CreateUnbounded<SseItem<object>>();
        var running = RunAsync(request, inputs, session, Caller.Of(context), runs, events.Writer, cancellationToken);
        // What is refused before it starts (a bad request, a full queue) throws here, and is answered with its own status.
        if (!await events.Reader.WaitToReadAsync(cancellationToken))
            await running;
        return TypedResults.ServerSentEvents(events.Reader.ReadAllAsync(cancellationToken));
    }

    private static async Task RunAsync(
        StreamRequest request,
        IReadOnlyList<string> inputs,
        ReplaySession? session,
        Caller caller,
        Runs runs,
        ChannelWriter<SseItem<object>> events,
        CancellationToken cancellationToken)
    {
        var started = false;
        var output = new ReplayedOutput(session);
        try
        {
            var replay = session is null ? null : new ReplayOptions(session.Seed, session.StartMs, session.ShownCharacters)
            {
                // Until something is typed nothing is repeated: a program that never reads measures time as it is.
                HasRealClock = inputs.Count == 0,
                EndOfInput = request.EndOfInput,
            };
            var run = session is null ? request.Run : request.Run with { Stdin = string.Concat(inputs.Select(input => input + "\n")) };
            var result = await runs.RunAsync(run, caller, OnText, cancellationToken, replay, onQueued: OnQueued);
            if (output.Diverged)
            {
                Send("restarted", new object());
                Send("output", new OutputText(Error: false, result.Output));
                if (result.Error.Length > 0)
                    Send("output", new OutputText(Error: true, result.Error));
            }
            Send("result", new StreamResult(result, output.Next()));
            events.Complete();
        }
        catch (Exception exception) when (started)
        {
            Send("problem", new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Detail = exception.Message });
            events.Complete();
        }
        catch (Exception exception)
        {
            events.Complete(exception);
        }

        void OnQueued(QueuePlace place)
        {
            if (place.WaitMs >= ToldWaitMs)
                Send("queued", place);
        }

        void OnText(OutputText text)
        {
            if (output.Pass(text) is { } unseen)
                Send("output", unseen);
        }

        void Send(string name, object data)
        {
            started = true;
            events.TryWrite(new SseItem<object>(data, name));
        }
    }
}
