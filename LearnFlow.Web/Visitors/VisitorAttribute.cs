namespace LearnFlow.Web.Visitors;

/// <summary>Marks an endpoint that needs to know its visitor: a first visit makes a guest there, and nowhere else (probes and files get no cookie).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class VisitorAttribute : Attribute;
