using System.Diagnostics;
using System.Text.Json;
using LearnFlow.DaprSidecar.AppChannel;

namespace LearnFlow.DaprSidecar.Diagnostics;

/// <summary>What spans say of an event, so that its way can be followed from its producer to every consumer by its id.</summary>
/// <remarks>OpenTelemetry semantic conventions, "Messaging spans" and "CloudEvents spans".</remarks>
internal static class MessagingSpans
{
    /// <summary>Which sidecar a span is of.</summary>
    public const string AppId = "dapr.app_id";

    /// <summary>An event was published, or committed to be published: a span of no length in the trace of who published it.</summary>
    public static void Created(string appId, string topic, ReadOnlyMemory<byte> cloudEvent)
    {
        var activities = DaprMetrics.ActivitiesOf(appId);
        if (!activities.HasListeners()) return;
        using var activity = activities.StartActivity($"create {topic}", ActivityKind.Producer);
        if (activity is null) return;
        using var document = JsonDocument.Parse(cloudEvent);
        Describe(activity, appId, topic, name => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null);
    }

    /// <summary>An event is given to an app.</summary>
    public static void Describe(Activity? activity, string appId, EventDelivery delivery)
    {
        if (activity is not { IsAllDataRequested: true }) return;
        Describe(activity, appId, delivery.Subscription.Topic, delivery.Field);
        activity.SetTag("messaging.consumer.group.name", appId);
    }

    /// <summary>How a delivery ended.</summary>
    public static void Settle(Activity? activity, DeliveryResult result)
    {
        activity?.SetTag("dapr.delivery.outcome", result.Outcome.ToString().ToLowerInvariant());
        if (result.Outcome != DeliveryOutcome.Success) activity?.SetStatus(ActivityStatusCode.Error, result.Reason);
    }

    private static void Describe(Activity activity, string appId, string topic, Func<string, string?> field)
    {
        activity.SetTag(AppId, appId);
        activity.SetTag("messaging.system", "kafka");
        activity.SetTag("messaging.destination.name", topic);
        activity.SetTag("messaging.message.id", field("id"));
        activity.SetTag("cloudevents.event_type", field("type"));
        activity.SetTag("cloudevents.event_source", field("source"));
    }
}
