using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>x == "a" or "b"</c>, always true.</summary>
public sealed class OrWithBareValue : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "orWithBareValue";

    /// <inheritdoc />
    public override string Source => "R. Pea, Language-Independent Conceptual Bugs in Novice Programming, 1986";

    /// <inheritdoc />
    public override string Question => "What does each side of the word `or` mean when you read it alone?";

    /// <inheritdoc />
    public override string Meaning =>
        "Each side of `or` is a complete question. A text or number alone counts as true when it is not empty or zero, so the whole condition is always true.";

    /// <inheritdoc />
    public override string NextStep => "Write the comparison on both sides.";

    /// <inheritdoc />
    public override string? Example => """
        day = "Sun"
        if day == "Sat" or day == "Sun":
            print("weekend")
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"^(?:if|elif|while|return)\b.*(?:==|!=)\s*(?:""\s*""|[\w.]+)\s+or\s+(?:""\s*""|\d+)\s*(?:or\b|and\b|\)|:|$)"));
        return line is null ? null : new(line.Number, "One side of the word “or” is a value alone, without a comparison.");
    }
}
