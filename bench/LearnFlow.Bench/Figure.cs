namespace LearnFlow.Bench;

/// <summary>One measured number. Names are stable: other runs are compared with them.</summary>
/// <param name="Name">Snake case, with the unit as suffix where it has one (<c>run_gateway_p50_ms</c>).</param>
/// <param name="Value">The measured value, in <paramref name="Unit"/>.</param>
/// <param name="Unit">ms, s, MB, 1/s, or × for a ratio.</param>
/// <param name="Baseline">What it is compared with, in the same unit and from the same run.</param>
/// <param name="Goal">The bound that the project set itself.</param>
/// <param name="HigherIsBetter">Whether <paramref name="Goal"/> is a lower bound.</param>
public sealed record Figure(string Name, double Value, string Unit, double? Baseline = null, double? Goal = null, bool HigherIsBetter = false)
{
    /// <summary>Value ÷ baseline.</summary>
    public double? Ratio => Baseline is > 0 ? Value / Baseline : null;

    /// <summary>Whether the goal was met; null where there is none.</summary>
    public bool? Met => Goal is not { } goal ? null : HigherIsBetter ? Value >= goal : Value <= goal;
}
