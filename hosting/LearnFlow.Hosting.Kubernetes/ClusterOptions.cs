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

/// <summary>What a resource's pods get.</summary>
public sealed class WorkloadOptions
{
    private static readonly string[] s_private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

    /// <summary>CPU that is set aside for a pod.</summary>
    public string Cpu { get; init; } = "100m";

    /// <summary>CPU that a pod may not exceed; without one it may use what the node has left.</summary>
    public string? CpuLimit { get; init; }

    /// <summary>Memory that is set aside for a pod.</summary>
    public string Memory { get; init; } = "192Mi";

    /// <summary>Memory above which a pod is ended.</summary>
    public string MemoryLimit { get; init; } = "512Mi";

    /// <summary>The size of <c>/tmp</c>, the only folder that can be written to.</summary>
    public string Temporary { get; init; } = "128Mi";

    /// <summary>The size of the volume of a database or broker in the local overlay.</summary>
    public string Storage { get; init; } = "10Gi";

    /// <summary>Where a database or broker of the production overlay is; private networks, so that no pod reaches the world on its port.</summary>
    public IReadOnlyList<string> Networks { get => field is { Count: > 0 } given ? given : s_private; init; } = [];

    /// <summary>Most pods in production.</summary>
    public int MaxReplicas { get; init; } = 10;

    /// <summary>The name of a RuntimeClass that isolates the pods better; a component of that name sets it.</summary>
    public string? RuntimeClass { get; init; }
}
