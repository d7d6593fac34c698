using YamlDotNet.Serialization;

namespace LearnFlow.Hosting.Kubernetes.Custom;

/// <summary>An object of a kind that Kubernetes learns from a custom resource definition.</summary>
internal abstract record CustomResource(
    [property: YamlMember(Order = -3)] string ApiVersion,
    [property: YamlMember(Order = -2)] string Kind,
    [property: YamlMember(Order = -1)] V1ObjectMeta Metadata);

/// <summary>A Dapr component (dapr.io/v1alpha1).</summary>
internal sealed record DaprComponent(V1ObjectMeta Metadata, DaprComponentSpec Spec, IReadOnlyList<string> Scopes)
    : CustomResource("dapr.io/v1alpha1", "Component", Metadata);

/// <summary>Its type, version and settings.</summary>
internal sealed record DaprComponentSpec(string Type, string Version, IReadOnlyList<DaprMetadata> Metadata);

/// <summary>A setting: its value, or the Secret that holds it.</summary>
internal sealed record DaprMetadata(string Name, string? Value = null, DaprSecretKey? SecretKeyRef = null);

/// <summary>A key of a Secret.</summary>
internal sealed record DaprSecretKey(string Name, string Key);

/// <summary>How a sidecar behaves (dapr.io/v1alpha1).</summary>
internal sealed record DaprConfiguration(V1ObjectMeta Metadata, DaprConfigurationSpec Spec)
    : CustomResource("dapr.io/v1alpha1", "Configuration", Metadata);

/// <summary>Traces, and who may call.</summary>
internal sealed record DaprConfigurationSpec(DaprAccessControl AccessControl, DaprTracing? Tracing);

/// <summary>The apps that may call the app through its sidecar.</summary>
internal sealed record DaprAccessControl(string DefaultAction, string TrustDomain, IReadOnlyList<DaprCaller> Policies);

/// <summary>An app that may call.</summary>
internal sealed record DaprCaller(string AppId, string DefaultAction, string TrustDomain, string Namespace);

/// <summary>Where traces go.</summary>
internal sealed record DaprTracing(string SamplingRate, DaprOtel Otel);

/// <summary>An OTLP receiver.</summary>
internal sealed record DaprOtel(string EndpointAddress, bool IsSecure, string Protocol);

/// <summary>A Kong plug-in (configuration.konghq.com/v1); what an Ingress or consumer names in <c>konghq.com/plugins</c>.</summary>
internal sealed record KongPlugin(V1ObjectMeta Metadata, string Plugin, IReadOnlyDictionary<string, object> Config)
    : CustomResource("configuration.konghq.com/v1", "KongPlugin", Metadata);

/// <summary>Whom Kong knows (configuration.konghq.com/v1).</summary>
internal sealed record KongConsumer(V1ObjectMeta Metadata, string Username, IReadOnlyList<string>? Credentials)
    : CustomResource("configuration.konghq.com/v1", "KongConsumer", Metadata);
