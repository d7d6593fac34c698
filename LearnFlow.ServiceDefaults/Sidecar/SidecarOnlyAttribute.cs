namespace LearnFlow;

/// <summary>An endpoint that only the service's own sidecar may call, whatever <see cref="Callers"/> says.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SidecarOnlyAttribute : Attribute;
