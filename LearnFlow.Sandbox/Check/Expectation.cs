namespace LearnFlow.Sandbox.Check;

/// <summary>A value that a submission must give. It stays with the worker, outside the guest's memory.</summary>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">The value, as the comparison needs it.</param>
/// <param name="Times">How often it must be given at least; 0 where the test may pass without.</param>
/// <param name="Shown">The value as Python writes it: what the failing assertion shows.</param>
internal sealed record Expectation(Comparison Comparison, string Value, int Times = 1, string? Shown = null);

/// <summary>How a reported value is compared with the expected one.</summary>
internal enum Comparison
{
    /// <summary>As JSON values (<see cref="JsonEquality"/>).</summary>
    Json,

    /// <summary>As texts: Python's own representation.</summary>
    Repr,

    /// <summary>As texts: values.py writes two values alike exactly when Python's == holds for them.</summary>
    Encoded,
}
