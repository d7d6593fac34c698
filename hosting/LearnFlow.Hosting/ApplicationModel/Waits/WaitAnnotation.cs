namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when another is that far.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The resource that is waited for.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>How far it must be.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>What to do when it does not come; null for the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>The exit code that counts as completed.</summary>
    public int ExitCode { get; } = exitCode;

    internal string Condition => WaitType switch
    {
        WaitType.WaitUntilHealthy => "to become healthy",
        WaitType.WaitUntilStarted => "to enter the 'Running' state",
        _ => "to complete",
    };
}

/// <summary>How far a dependency must be.</summary>
public enum WaitType
{
    /// <summary>Runs, is healthy, and its ResourceReady handlers are done.</summary>
    WaitUntilHealthy,

    /// <summary>Has ended with the expected exit code.</summary>
    WaitForCompletion,

    /// <summary>Runs.</summary>
    WaitUntilStarted,
}

/// <summary>What a wait does when the dependency ends or cannot start.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting; somebody may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Fails, and so does the resource that waits.</summary>
    StopOnResourceUnavailable,
}
