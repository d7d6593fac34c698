namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether something may stand between a resource's endpoints and their clients.</summary>
public sealed class ProxySupportAnnotation : IResourceAnnotation
{
    /// <summary>False when the resource itself listens on the ports of its endpoints.</summary>
    public bool ProxyEnabled { get; set; }
}
