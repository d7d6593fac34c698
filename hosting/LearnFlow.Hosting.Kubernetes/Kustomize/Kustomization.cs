namespace LearnFlow.Hosting.Kubernetes.Kustomize;

/// <summary>A kustomization.yaml (kustomize.config.k8s.io/v1beta1), or a component's (v1alpha1).</summary>
internal sealed record Kustomization(string ApiVersion, string Kind)
{
    public string? Namespace { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }

    public IReadOnlyList<string>? Components { get; init; }

    public IReadOnlyList<PatchFile>? Patches { get; init; }

    public IReadOnlyList<KustomizeImage>? Images { get; init; }

    public IReadOnlyList<KustomizeReplicas>? Replicas { get; init; }

    public IReadOnlyList<SecretFile>? SecretGenerator { get; init; }

    public GeneratorOptions? GeneratorOptions { get; init; }

    /// <summary>A folder that is applied, or on which others build.</summary>
    public static Kustomization Folder() => new("kustomize.config.k8s.io/v1beta1", "Kustomization");

    /// <summary>Something that an overlay may add.</summary>
    public static Kustomization Component() => new("kustomize.config.k8s.io/v1alpha1", "Component");
}

/// <summary>A file that changes an object of the same name.</summary>
internal sealed record PatchFile(string Path);

/// <summary>Where an image comes from.</summary>
internal sealed record KustomizeImage(string Name, string NewName, string NewTag);

/// <summary>How many pods.</summary>
internal sealed record KustomizeReplicas(string Name, int Count);

/// <summary>A Secret from files of <c>key=value</c> lines.</summary>
internal sealed record SecretFile(string Name, IReadOnlyList<string> Envs);

/// <summary>How generated objects are named.</summary>
internal sealed record GeneratorOptions(bool DisableNameSuffixHash);
