using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Two equals signs where one was meant.</summary>
public sealed class ComparisonAsStatement : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "comparisonAsStatement";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "Which sign gives a name a value, and which asks a question?";

    /// <inheritdoc />
    public override string Meaning => "Two equals signs compare. Alone on a line the answer goes nowhere, and the name keeps its old value.";

    /// <inheritdoc />
    public override string NextStep => "Decide whether this line should ask or give a value.";

    /// <inheritdoc />
    public override string? Example => """
        speed = 80
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"^[\w.\[\]]+\s*==\s*[^:=]+$"));
        return line is null ? null : new(line.Number, "The line compares two values and does nothing with the answer.");
    }
}
