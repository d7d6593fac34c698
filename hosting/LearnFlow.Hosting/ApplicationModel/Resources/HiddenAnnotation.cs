namespace Aspire.Hosting.ApplicationModel;

/// <summary>Resource lists leave the resource out.</summary>
public sealed class HiddenAnnotation(HiddenBehavior behavior) : IResourceAnnotation
{
    /// <summary>When.</summary>
    public HiddenBehavior Behavior { get; } = behavior;

    /// <summary>The exit codes that count as success for <see cref="HiddenBehavior.OnCompletion"/>.</summary>
    public IReadOnlyList<int> SuccessfulExitCodes { get; init; } = [0];
}

/// <summary>When a resource is left out of lists.</summary>
public enum HiddenBehavior
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Once it has ended with success.</summary>
    OnCompletion,
}
