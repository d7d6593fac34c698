namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container is built from a Dockerfile.</summary>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>The build's folder.</summary>
    public string ContextPath { get; } = contextPath;

    /// <summary>The Dockerfile.</summary>
    public string DockerfilePath { get; } = dockerfilePath;

    /// <summary>The stage to build; the last when null.</summary>
    public string? Stage { get; } = stage;

    /// <summary>Build arguments: strings, numbers, booleans, parameters; null for the builder's own environment.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Build secrets: parameters.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Whether the image starts something; one that does not is only copied from.</summary>
    public bool HasEntrypoint { get; set; } = true;

    /// <summary>The built image's name.</summary>
    public string? ImageName { get; set; }

    /// <summary>The built image's tag.</summary>
    public string? ImageTag { get; set; }
}
