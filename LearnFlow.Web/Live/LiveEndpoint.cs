using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LearnFlow.Web.Teaching;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Web.Live;

/// <summary>
/// <c>GET /live</c>: Server-Sent Events for the calling learner; <c>GET /teach/live</c>: those of a teacher's learners, for an
/// administrator everybody's. <c>ready</c> once, <c>struggle</c> with a StruggleDetected, <c>resolved</c> with a StruggleResolved, <c>draft</c> with a DraftSaved,
/// <c>ping</c> when there was nothing else for a while, so that proxies between do not close the connection. A reader that
/// comes back says in <c>Last-Event-ID</c> how far it got, and gets what it missed as far as that is kept.
/// </summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", (HttpContext context, LiveStreams streams, TimeProvider clock, IHostApplicationLifetime host)
            => Answer(context, Events(Open(context, streams, context.Visitor().LearnerId), clock, host.ApplicationStopping, context.RequestAborted)))
            .WithMetadata(new VisitorAttribute());
        routes.MapGet("/teach/live", (HttpContext context, LiveStreams streams, TaughtLearners taught, TimeProvider clock, IHostApplicationLifetime host)
            => Answer(context, OfTaught(
                Events(Open(context, streams, LiveStreams.Teachers), clock, host.ApplicationStopping, context.RequestAborted), taught, context.RequestAborted)))
            .WithMetadata(new VisitorAttribute()).RequireAuthorization(Policies.Teacher);
    }

    private static ServerSentEventsResult<string> Answer(HttpContext context, IAsyncEnumerable<(string? Learner, SseItem<string> Item)> events)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold the events back
        return TypedResults.ServerSentEvents(events.Select(told => told.Item));
    }

    private static LiveStreams.Subscription Open(HttpContext context, LiveStreams streams, string listener)
        => streams.Open(listener, context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : null);

    /// <summary>Leaves out what is about learners whom the teacher does not teach.</summary>
    private static async IAsyncEnumerable<(string? Learner, SseItem<string> Item)> OfTaught(
        IAsyncEnumerable<(string? Learner, SseItem<string> Item)> events, TaughtLearners taught, [EnumeratorCancellation] CancellationToken aborted)
    {
        await foreach (var told in events.WithCancellation(aborted))
        {
            if (told.Learner is null || await taught.IncludesAsync(told.Learner, aborted))
                yield return told;
        }
    }

    private static async IAsyncEnumerable<(string? Learner, SseItem<string> Item)> Events(
        LiveStreams.Subscription opened, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var subscription = opened;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        yield return (null, new SseItem<string>("{}", "ready") { EventId = subscription.Position, ReconnectionInterval = ReconnectAfter });
        while (await NextAsync(subscription, clock, end.Token) is { } next)
            yield return next;
    }

    /// <summary>The next message, a ping when there is none for a while, null at the end.</summary>
    private static async Task<(string? Learner, SseItem<string> Item)?> NextAsync(LiveStreams.Subscription stream, TimeProvider clock, CancellationToken end)
    {
        using var quiet = new CancellationTokenSource(PingInterval, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, quiet.Token);
        try
        {
            return await stream.Messages.WaitToReadAsync(either.Token) && stream.Messages.TryRead(out var message)
                ? (message.LearnerId, new SseItem<string>(message.Data, message.Event) { EventId = message.IsKept ? message.Id : null })
                : null;
        }
        catch (OperationCanceledException)
        {
            return end.IsCancellationRequested ? null : (null, new SseItem<string>("{}", "ping"));
        }
    }
}
