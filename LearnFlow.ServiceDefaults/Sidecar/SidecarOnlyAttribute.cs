namespace LearnFlow;

/// <summary>An endpoint for what the service's own sidecar delivers by itself, never for what it invokes for another app.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SidecarOnlyAttribute : Attribute;
