namespace LearnFlow;

/// <summary>The callers that the endpoints of a service accept.</summary>
public enum Callers
{
    /// <summary>Only the service's own Dapr sidecar: everything inside LearnFlow is called through it.</summary>
    OwnSidecar,

    /// <summary>Anybody, except endpoints marked <see cref="SidecarOnlyAttribute"/> (event subscriptions): the web front.</summary>
    Anyone,
}
