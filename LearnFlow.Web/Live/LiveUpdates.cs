using System.Net.ServerSentEvents;
using System.Text.Json;
using LearnFlow.Events;

namespace LearnFlow.Web.Live;

/// <summary>What is found out about a learner reaches the learner's open pages.</summary>
public static class LiveUpdates
{
    /// <summary>Adds the streams.</summary>
    public static void AddLiveUpdates(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<LiveStreams>();

    /// <summary>Maps <c>GET /live</c> for pages and <c>POST /events/struggles</c> for the sidecar.</summary>
    public static void MapLiveUpdates(this WebApplication app)
    {
        app.MapLive();
        app.MapSubscription(Topics.StruggleAlerts, "/events/struggles", events => events
            .On<StruggleDetected>((struggle, services, _) => Send(services, "struggle", struggle))
            .On<StruggleResolved>((resolved, services, _) => Send(services, "resolved", resolved)));
    }

    private static Task Send<TEvent>(IServiceProvider services, string name, TEvent happened) where TEvent : ILearningEvent
    {
        services.GetRequiredService<LiveStreams>().Send(
            happened.LearnerId, new SseItem<string>(JsonSerializer.Serialize(happened, JsonConventions.Options), name));
        return Task.CompletedTask;
    }
}
