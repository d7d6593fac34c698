namespace LearnFlow;

/// <summary>Who may call the endpoints of a service.</summary>
public enum Callers
{
    /// <summary>Only the service's own Dapr sidecar: everything inside LearnFlow is called through it.</summary>
    OwnSidecar,

    /// <summary>Anybody, except endpoints marked <see cref="SidecarOnlyAttribute"/> (event subscriptions): the web front.</summary>
    Anyone,
}
