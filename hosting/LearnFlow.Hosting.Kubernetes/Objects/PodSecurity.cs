namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>What keeps a pod small: the rules of Kubernetes' Pod Security Standard "restricted", and a root that cannot be written to.</summary>
internal static class PodSecurity
{
    /// <summary>A pod that runs as somebody else than root.</summary>
    public static V1PodSecurityContext Pod(long user) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = user,
        RunAsGroup = user,
        FsGroup = user,
        SeccompProfile = new() { Type = "RuntimeDefault" },
    };

    /// <summary>A container without rights.</summary>
    public static V1SecurityContext Container() => new()
    {
        AllowPrivilegeEscalation = false,
        Capabilities = new() { Drop = ["ALL"] },
        ReadOnlyRootFilesystem = true,
    };

    /// <summary>A folder that ends with the pod.</summary>
    public static V1Volume Scratch(string name, string size) => new() { Name = name, EmptyDir = new() { SizeLimit = new(size) } };

    /// <summary>What a container may use.</summary>
    public static V1ResourceRequirements Resources(WorkloadOptions options)
    {
        var limits = new Dictionary<string, ResourceQuantity>();
        if (options.CpuLimit is { } cpu)
            limits["cpu"] = new(cpu);
        limits["memory"] = new(options.MemoryLimit);
        var requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(options.Cpu), ["memory"] = new(options.Memory) };
        return new() { Requests = requests, Limits = limits };
    }
}
