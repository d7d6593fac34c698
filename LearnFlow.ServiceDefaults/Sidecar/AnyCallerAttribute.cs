namespace LearnFlow;

/// <summary>An endpoint that answers anybody, whatever <see cref="Callers"/> says: health probes.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AnyCallerAttribute : Attribute;
