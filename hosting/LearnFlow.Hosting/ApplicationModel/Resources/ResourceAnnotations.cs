namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes of a project run behind its endpoints.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number of processes.</summary>
    public int Replicas { get; } = replicas;
}

/// <summary>The resource is started by hand.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>The start, stop and restart commands do not apply to the resource.</summary>
public sealed class ExcludeLifecycleCommandsAnnotation : IResourceAnnotation;

/// <summary>A relation to another resource, for display.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The related resource.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>The kind of relation: Parent, Reference, WaitFor, or a name of one's own.</summary>
    public string Type { get; } = type ?? throw new ArgumentNullException(nameof(type));
}

/// <summary>The kinds of relation that the builder itself adds.</summary>
internal static class KnownRelationshipTypes
{
    public const string Parent = "Parent";
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
}

/// <summary>The icon that a dashboard shows.</summary>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>A Fluent UI icon name.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>Outlined or filled.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}

/// <summary>The form of an icon.</summary>
public enum IconVariant
{
    /// <summary>Outlined.</summary>
    Regular,

    /// <summary>Filled.</summary>
    Filled,
}

/// <summary>The names of the running instances of a resource, set by the orchestrator where they differ from the resource's name.</summary>
internal sealed class ResourceInstancesAnnotation(IReadOnlyList<string> names) : IResourceAnnotation
{
    public IReadOnlyList<string> Names { get; } = names;
}
