using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Image = {Image}, Tag = {Tag}, SHA256 = {SHA256}")]
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    private string? _tag, _sha256;

    /// <summary>The registry; the engine's default when null.</summary>
    public string? Registry { get; set; }

    /// <summary>The image without registry and tag.</summary>
    public required string Image { get; set; }

    /// <summary>The tag; setting it clears the digest.</summary>
    public string? Tag
    {
        get => _tag;
        set => (_tag, _sha256) = (value, null);
    }

    /// <summary>The digest, 64 hexadecimal digits; setting it clears the tag.</summary>
    public string? SHA256
    {
        get => _sha256;
        set => (_sha256, _tag) = (value, null);
    }

    /// <summary><c>registry/image:tag</c> or <c>registry/image@sha256:digest</c>.</summary>
    internal string Reference => (string.IsNullOrEmpty(Registry) ? "" : Registry + "/") + Image
        + (!string.IsNullOrEmpty(SHA256) ? $"@sha256:{SHA256}" : string.IsNullOrEmpty(Tag) ? "" : $":{Tag}");
}

/// <summary>A volume or a bind mount of a container.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Source = {Source}, Target = {Target}")]
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Describes a mount.</summary>
    /// <param name="source">The volume's name (null for an anonymous one) or the absolute path on the machine.</param>
    /// <param name="target">The absolute path in the container.</param>
    /// <param name="type">Volume or bind mount.</param>
    /// <param name="isReadOnly">Whether the container may not write.</param>
    /// <exception cref="ArgumentException">A bind mount without a source or with a relative one, or an anonymous read-only volume.</exception>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        if (type == ContainerMountType.BindMount && string.IsNullOrEmpty(source))
            throw new ArgumentNullException(nameof(source), "Bind mounts must specify a source path.");
        if (type == ContainerMountType.BindMount && !Path.IsPathRooted(source) && !LooksLikeWindowsPath(source!))
            throw new ArgumentException("Bind mounts must specify an absolute path as the source.", nameof(source));
        if (type == ContainerMountType.Volume && string.IsNullOrEmpty(source) && isReadOnly)
            throw new ArgumentException("Anonymous volumes cannot be read-only.", nameof(isReadOnly));
        (Source, Target, Type, IsReadOnly) = (source, target, type, isReadOnly);
    }

    /// <summary>The volume's name or the path on the machine.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>Volume or bind mount.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may not write.</summary>
    public bool IsReadOnly { get; }

    private static bool LooksLikeWindowsPath(string path) => path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':';
}

/// <summary>The kinds of mount.</summary>
public enum ContainerMountType
{
    /// <summary>A folder or file of the machine.</summary>
    BindMount,

    /// <summary>Storage of the container engine.</summary>
    Volume,
}

/// <summary>Whether a container outlives the AppHost.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long it lives.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the AppHost runs.</summary>
    Session,

    /// <summary>Across runs of the AppHost. The embedded host keeps the data and ends the process.</summary>
    Persistent,
}

/// <summary>The container's name in the engine.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>The name.</summary>
    public required string Name { get; set; }
}

/// <summary>When the image is pulled.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>When an image is pulled.</summary>
public enum ImagePullPolicy
{
    /// <summary>As the engine does.</summary>
    Default,

    /// <summary>At every start.</summary>
    Always,

    /// <summary>When it is not there.</summary>
    Missing,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>Arguments for the container engine.</summary>
public sealed class ContainerRuntimeArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>A step that may take time.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Func<ContainerRuntimeArgsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>A step that needs only the arguments.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Action<IList<object>> callback)
        : this(EnvironmentCallbackAnnotation.Completing<ContainerRuntimeArgsCallbackContext, IList<object>>(callback, c => c.Args)) { }

    /// <summary>The step.</summary>
    public Func<ContainerRuntimeArgsCallbackContext, Task> Callback { get; }
}

/// <summary>Arguments for the container engine while they are made.</summary>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments so far.</summary>
    public IList<object> Args { get; } = args ?? throw new ArgumentNullException(nameof(args));

    /// <summary>Cancelled when the start is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
