using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Web.Live;

/// <summary>
/// <c>GET /live</c>: Server-Sent Events for the calling learner; <c>GET /teach/live</c>: those of all learners, for teachers. <c>ready</c> once, <c>struggle</c> with a
/// StruggleDetected, <c>resolved</c> with a StruggleResolved, <c>ping</c> when there was nothing else for a while, so that
/// proxies between do not close the connection.
/// </summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", (HttpContext context, LiveStreams streams, TimeProvider clock, IHostApplicationLifetime host)
            => Open(context, context.Visitor().LearnerId, streams, clock, host)).WithMetadata(new VisitorAttribute());
        routes.MapGet("/teach/live", (HttpContext context, LiveStreams streams, TimeProvider clock, IHostApplicationLifetime host)
            => Open(context, LiveStreams.Teachers, streams, clock, host)).WithMetadata(new VisitorAttribute()).RequireAuthorization(Policies.Teacher);
    }

    private static ServerSentEventsResult<string> Open(HttpContext context, string listener, LiveStreams streams, TimeProvider clock, IHostApplicationLifetime host)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold the events back
        return TypedResults.ServerSentEvents(ReadAsync(streams, listener, clock, host.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        LiveStreams streams, string learnerId, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var subscription = streams.Open(learnerId);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        yield return new SseItem<string>("{}", "ready") { ReconnectionInterval = TimeSpan.FromSeconds(2) };
        while (true)
        {
            var next = await NextAsync(subscription, clock, end.Token);
            if (next is null)
                yield break;

            yield return next.Value;
        }
    }

    /// <summary>The next message, a ping when there is none for a while, null at the end.</summary>
    private static async Task<SseItem<string>?> NextAsync(LiveStreams.Subscription stream, TimeProvider clock, CancellationToken end)
    {
        using var quiet = new CancellationTokenSource(PingInterval, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, quiet.Token);
        try
        {
            return await stream.Messages.WaitToReadAsync(either.Token) && stream.Messages.TryRead(out var message) ? message : null;
        }
        catch (OperationCanceledException)
        {
            return end.IsCancellationRequested ? null : new SseItem<string>("{}", "ping");
        }
    }
}
