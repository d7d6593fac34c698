namespace LearnFlow.Hosting.Kubernetes;

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
