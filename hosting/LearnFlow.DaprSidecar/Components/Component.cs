namespace LearnFlow.DaprSidecar.Components;

/// <summary>A Dapr component: what a <c>kind: Component</c> resource of <c>dapr.io/v1alpha1</c> says.</summary>
/// <param name="Name">The name apps use, for example <c>statestore</c>.</param>
/// <param name="Type">The kind and provider, for example <c>state.postgresql</c> or <c>pubsub.kafka</c>.</param>
/// <param name="Metadata">The settings.</param>
public sealed record Component(string Name, string Type, ComponentMetadata Metadata)
{
    /// <summary>A component with settings by name.</summary>
    public Component(string name, string type, params IEnumerable<KeyValuePair<string, string>> metadata) : this(name, type, new ComponentMetadata(metadata))
    {
    }

    /// <summary>The component's version; <c>state.postgresql</c> is served as <c>v2</c>.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>App ids that may use the component; empty means all.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Settings that are read from a secret store when the component is opened.</summary>
    public IReadOnlyList<SecretReference> Secrets { get; init; } = [];

    /// <summary>Whether the sidecar goes on without the component when it cannot be had (<c>spec.ignoreErrors</c>).</summary>
    public bool IgnoreErrors { get; init; }

    /// <summary>The building block: the part of <see cref="Type"/> before the first dot.</summary>
    public string BuildingBlock => Type.Split('.', 2)[0];

    /// <summary>Whether an app may use the component.</summary>
    public bool IsVisibleTo(string appId) => Scopes.Count == 0 || Scopes.Contains(appId, StringComparer.Ordinal);
}

/// <summary>A setting that a secret store holds (<c>secretKeyRef</c>).</summary>
/// <param name="Setting">The metadata item's name.</param>
/// <param name="Store">The secret store component (<c>auth.secretStore</c>).</param>
/// <param name="Secret">The secret's name.</param>
/// <param name="Key">Which of the secret's values.</param>
public sealed record SecretReference(string Setting, string Store, string Secret, string Key);
