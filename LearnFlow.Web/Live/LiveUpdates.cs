using System.Text.Json;
using LearnFlow.Events;
using LearnFlow.Web.Teaching;

namespace LearnFlow.Web.Live;

/// <summary>What is found out about a learner reaches the learner's and the teachers' open pages.</summary>
public static class LiveUpdates
{
    /// <summary>Adds the streams.</summary>
    public static void AddLiveUpdates(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveStreams>();
        builder.Services.AddSingleton<LiveBroadcast>();
        builder.Services.AddScoped<TaughtLearners>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveBroadcast>());
    }

    /// <summary>Maps <c>GET /live</c> and <c>GET /teach/live</c> for pages and <c>POST /events/struggles</c> for the sidecar.</summary>
    public static void MapLiveUpdates(this WebApplication app)
    {
        app.MapLive();
        app.MapSubscription(Topics.StruggleAlerts, "/events/struggles", events => events
            .On<StruggleDetected>(async (struggle, services, cancellation) =>
            {
                if (services.GetService<StruggleBoard>() is { } board)
                    await board.OpenAsync(struggle, cancellation);

                await Send(services, "struggle", struggle, cancellation);
            })
            .On<StruggleResolved>(async (resolved, services, cancellation) =>
            {
                if (services.GetService<StruggleBoard>() is { } board)
                    await board.ResolveAsync(resolved, cancellation);

                await Send(services, "resolved", resolved, cancellation);
            }));
    }

    private static Task Send<TEvent>(IServiceProvider services, string name, TEvent happened, CancellationToken cancellation) where TEvent : ILearningEvent
        => services.GetRequiredService<LiveBroadcast>().SendAsync(
            new LiveMessage($"{Guid.CreateVersion7():N}", happened.LearnerId, name, JsonSerializer.Serialize(happened, JsonConventions.Options)), cancellation);
}
