using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Kubernetes;

/// <summary>What the model does not say: section <c>Kubernetes</c> of the AppHost's configuration.</summary>
public sealed class ClusterOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Kubernetes";

    /// <summary>The namespace of everything; also the label <c>app.kubernetes.io/part-of</c>.</summary>
    public string Namespace { get; init; } = "app";

    /// <summary>Where the production overlay takes images from.</summary>
    public string Registry { get; init; } = "registry.example.com";

    /// <summary>The images' tag in the production overlay.</summary>
    public string Tag { get; init; } = "latest";

    /// <summary>The public host name in production. A second external resource gets <c>name.host</c>.</summary>
    public string Host { get; init; } = "app.example.com";

    /// <summary>The public host name of the local overlay.</summary>
    public string LocalHost { get; init; } = "app.localhost";

    /// <summary>Share of new traces that sidecars begin, from 0 to 1; a caller's decision goes before it.</summary>
    public string TraceSamplingRate { get; init; } = "0.1";

    /// <summary>The user of the images. .NET's images have <c>app</c>, 1654.</summary>
    public long User { get; init; } = 1654;

    /// <summary>Resource by resource, where it needs something else than <see cref="WorkloadOptions"/>' defaults.</summary>
    public IReadOnlyDictionary<string, WorkloadOptions> Resources { get; init; } = new Dictionary<string, WorkloadOptions>();

    /// <summary>The options of a resource.</summary>
    public WorkloadOptions Of(string resource) => Resources.TryGetValue(resource, out var options) ? options : new();

    /// <summary>The section, with defaults for what it leaves out.</summary>
    public static ClusterOptions From(IConfiguration configuration) => configuration.GetSection(Section).Get<ClusterOptions>() ?? new();
}
