using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A method of a text called for nothing.</summary>
public sealed class UnusedResult : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "unusedResult";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 3.1.2, Text";

    /// <inheritdoc />
    public override string Question => "Does this method change the value, or give back a new one?";

    /// <inheritdoc />
    public override string Meaning =>
        "Methods of texts, and `sorted`, leave the value as it is and give back a new one. When nobody keeps it, it is lost.";

    /// <inheritdoc />
    public override string NextStep => "Give the result a name, or use it directly.";

    /// <inheritdoc />
    public override string? Example => """
        loud = "hey".upper()
        print(loud)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"^(?:[\w.""\s]+\.(?:upper|lower|strip|lstrip|rstrip|replace|title|capitalize|split|join|swapcase)|sorted|reversed)\([^=]*\)$"));
        return line is null ? null : new(line.Number, "The result of this call is thrown away.");
    }
}
