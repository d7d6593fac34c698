using Grpc.Core;

namespace LearnFlow.DaprSidecar.Errors;

/// <summary>Failures of the publish side (dapr/dapr pkg/api/errors/pubsub.go).</summary>
internal static class PubSubErrors
{
    public static DaprApiException NotFound(string pubsub) => new(404, StatusCode.InvalidArgument, "ERR_PUBSUB_NOT_FOUND",
        $"pubsub {pubsub} is not found", DaprApiException.Info("DAPR_PUBSUB_NOT_FOUND"));

    public static DaprApiException NameEmpty() => new(404, StatusCode.InvalidArgument, "ERR_PUBSUB_EMPTY",
        "pubsub name is empty", DaprApiException.Resource("pubsub", "", "pubsub name is empty"), DaprApiException.Info("DAPR_PUBSUB_NAME_EMPTY"));

    public static DaprApiException TopicEmpty(string pubsub) => new(404, StatusCode.InvalidArgument, "ERR_TOPIC_NAME_EMPTY",
        $"topic is empty in pubsub {pubsub}", DaprApiException.Resource("pubsub", pubsub, $"topic is empty in pubsub {pubsub}"),
            DaprApiException.Info("DAPR_PUBSUB_TOPIC_NAME_EMPTY"));

    public static DaprApiException Forbidden(string pubsub, string topic, string appId) =>
        WithTopic(403, StatusCode.PermissionDenied, "ERR_PUBSUB_FORBIDDEN", "DAPR_PUBSUB_FORBIDDEN",
        pubsub, topic, $"topic {topic} is not allowed for app id {appId}");

    public static DaprApiException Publish(string pubsub, string topic, Exception cause) =>
        WithTopic(500, StatusCode.Internal, "ERR_PUBSUB_PUBLISH_MESSAGE", "DAPR_PUBSUB_PUBLISH_MESSAGE",
        pubsub, topic, $"error when publishing to topic {topic} in pubsub {pubsub}: {cause.Message}");

    public static DaprApiException Metadata(string pubsub, string reason) => new(400, StatusCode.InvalidArgument, "ERR_PUBSUB_REQUEST_METADATA",
        $"failed deserializing metadata. Error: {reason}", DaprApiException.Resource("pubsub", pubsub),
            DaprApiException.Info("DAPR_PUBSUB_METADATA_DESERIALIZATION"));

    public static DaprApiException CloudEventCreation(string pubsub, string appId, Exception cause) =>
        new(500, StatusCode.InvalidArgument, "ERR_PUBSUB_CLOUD_EVENTS_SER",
        "cannot create cloudevent", DaprApiException.Resource("pubsub", pubsub, "cannot create cloudevent"),
            DaprApiException.Info("DAPR_PUBSUB_CLOUD_EVENT_CREATION", ("appID", appId), ("error", cause.Message)));

    public static DaprApiException UnreadableEvents(string pubsub, string topic, string reason) => new(400, StatusCode.InvalidArgument, "ERR_PUBSUB_EVENTS_SER",
        $"error when unmarshaling the request for topic {topic} pubsub {pubsub}: {reason}", DaprApiException.Resource("pubsub", pubsub),
            DaprApiException.Info("DAPR_PUBSUB_UNMARSHAL_EVENTS"));

    public static DaprApiException EntryIds(string pubsub, string topic) => new(400, StatusCode.InvalidArgument, "ERR_PUBSUB_EVENTS_SER",
        $"error marshaling events to bytes for topic {topic} pubsub {pubsub}. error: entryId is duplicated or not present for entry",
        DaprApiException.Resource("pubsub", pubsub), DaprApiException.Info("DAPR_PUBSUB_MARSHAL_EVENTS"));

    public static DaprApiException EntryNotBytes(string pubsub, string topic, string reason) => new(400, StatusCode.InvalidArgument, "ERR_PUBSUB_EVENTS_SER",
        $"error when marshalling cloud event envelope for topic {topic} pubsub {pubsub}: {reason}", DaprApiException.Resource("pubsub", pubsub),
            DaprApiException.Info("DAPR_PUBSUB_MARSHAL_ENVELOPE"));

    private static DaprApiException WithTopic(int status, StatusCode code, string errorCode, string reason, string pubsub, string topic, string message) =>
        new(status, code, errorCode, message, DaprApiException.Resource("pubsub", pubsub, message),
            DaprApiException.Info(reason, ("topic", topic), ("error", message)));
}
