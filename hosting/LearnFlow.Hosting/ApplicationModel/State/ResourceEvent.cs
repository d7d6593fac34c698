namespace Aspire.Hosting.ApplicationModel;

/// <summary>A new snapshot of a resource or of one of its instances.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The resource's name, or the instance's where it runs several times.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>The snapshot.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}

/// <summary>Settings of the notification service.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What WaitFor does when nothing else is said.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
