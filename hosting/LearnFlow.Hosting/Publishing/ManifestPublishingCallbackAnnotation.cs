using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the manifest describes a resource in place of the usual way; null leaves it out.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Writes the resource's properties.</summary>
    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) => Callback = callback;

    /// <summary>Writes the resource's properties.</summary>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback)
        : this(callback is null ? null : EnvironmentCallbackAnnotation.Completing(callback)) { }

    /// <summary>Writes the resource's properties; null leaves it out.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }

    /// <summary>Leaves the resource out.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);
}
