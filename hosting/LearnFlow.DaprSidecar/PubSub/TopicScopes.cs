using LearnFlow.DaprSidecar.Components;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>Which topics an app may use: component metadata allowedTopics, protectedTopics, publishingScopes, subscriptionScopes.</summary>
/// <remarks>Contract: dapr/dapr pkg/scopes and pkg/runtime/pubsub IsOperationAllowed. Scopes read <c>app1=topic1,topic2;app2=</c>.</remarks>
internal sealed class TopicScopes(ComponentMetadata metadata, string appId)
{
    private readonly HashSet<string> _allowed = Names(metadata["allowedTopics"]);
    private readonly HashSet<string> _protected = Names(metadata["protectedTopics"]);
    private readonly HashSet<string>? _publishing = Scope(metadata["publishingScopes"], appId);
    private readonly HashSet<string>? _subscription = Scope(metadata["subscriptionScopes"], appId);

    public bool MayPublish(string topic) => May(topic, _publishing);

    public bool MaySubscribe(string topic) => May(topic, _subscription);

    private bool May(string topic, HashSet<string>? scope)
    {
        if (_allowed.Count > 0 && !_allowed.Contains(topic)) return false;
        if (_protected.Contains(topic)) return scope?.Contains(topic) == true;
        return scope is null || scope.Contains(topic);
    }

    private static HashSet<string> Names(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    // An app that is not named has no scope: everything is open to it. One that is named with nothing may use nothing.
    private static HashSet<string>? Scope(string? scopes, string appId) =>
        (scopes ?? "").Split(';',
            StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)).Where(s => s[0].Trim() == appId).Select(s =>
            Names(s.Length > 1 ? s[1] : "")).FirstOrDefault();
}
