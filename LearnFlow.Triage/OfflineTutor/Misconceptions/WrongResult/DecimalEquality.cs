using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Decimal numbers compared for equality.</summary>
public sealed class DecimalEquality : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "decimalEquality";

    /// <inheritdoc />
    public override string Source => "Python tutorial, chapter 15, Floating-Point Arithmetic: Issues and Limitations";

    /// <inheritdoc />
    public override string Question => "Can the computer store every decimal number exactly?";

    /// <inheritdoc />
    public override string Meaning =>
        "Most decimal fractions are stored slightly rounded. After a computation, two that should be equal often differ far behind the point.";

    /// <inheritdoc />
    public override string NextStep => "Ask whether the difference is very small, instead of whether they are equal.";

    /// <inheritdoc />
    public override string? Example => """
        import math
        print(math.isclose(1.1 + 2.2, 3.3))
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"(?:[-+*/]\s*[\w.]+|\d)\s*[=!]=\s*\d*\.\d+|\d*\.\d+\s*[=!]=\s*.*[-+*/]"));
        return line is null ? null : new(line.Number, "Computed decimal numbers are compared for being exactly equal.");
    }
}
