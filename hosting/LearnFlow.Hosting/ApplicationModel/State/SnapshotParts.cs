using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state and how to paint it.</summary>
/// <param name="Text">One of <see cref="KnownResourceStates"/> or a text of one's own.</param>
/// <param name="Style">One of <see cref="KnownResourceStateStyles"/>, or null.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>A variable. IsFromSpec: set by the model, not inherited.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec)
{
    /// <summary>The value with its secrets, for a person who asks to see them.</summary>
    internal string? Unmasked { get; init; }
}

/// <summary>A URL. Name: the endpoint's, or null. IsInternal: shown in details only.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>How it is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();

    /// <summary>Whether nobody listens there yet.</summary>
    public bool IsInactive { get; init; }
}

/// <summary>The label of a URL and its place in the list (higher comes first).</summary>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>A mount.</summary>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>A relation to another resource.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>Something to show about a resource.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>The label; the name when null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether the value is masked.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether it is shown first.</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>Its place among the highlighted ones.</summary>
    public int? SortOrder { get; init; }
}

/// <summary>A health check's last result. Status is null before the first.</summary>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When the check last ran (UTC).</summary>
    public DateTime? LastRunAt { get; init; }
}

/// <summary>The state from which a resource starts, and its type for display.</summary>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The first snapshot.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot ?? throw new ArgumentNullException(nameof(initialSnapshot));
}

/// <summary>The names of common properties.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from: the project file, the image.</summary>
    public static string Source { get; } = "resource.source";

    /// <summary>The connection string.</summary>
    public static string ConnectionString { get; } = "resource.connectionString";

    /// <summary>Why the resource failed. The embedded host's own.</summary>
    internal static string Reason { get; } = "resource.reason";
}
