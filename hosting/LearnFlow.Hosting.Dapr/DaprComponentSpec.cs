using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>What a component's file says besides its settings.</summary>
/// <param name="Type">The type with its provider, for example <c>state.postgresql</c>.</param>
/// <param name="Version">The type's version.</param>
internal sealed record DaprComponentSpec(string Type, string Version)
{
    /// <summary>The component's type and version.</summary>
    /// <remarks>
    /// AddDaprStateStore and AddDaprPubSub name no provider: both are then kept in memory, as <c>dapr init --slim</c> leaves them. daprd serves
    /// these types, LearnFlow's sidecar does not: for it a component names its provider.
    /// </remarks>
    public static DaprComponentSpec Of(IDaprComponentResource component) => component.Type switch
    {
        "state" => new("state.in-memory", "v1"),
        "pubsub" => new("pubsub.in-memory", "v1"),
        "state.postgresql" => new("state.postgresql", "v2"),
        var type => new(type, "v1"),
    };
}
