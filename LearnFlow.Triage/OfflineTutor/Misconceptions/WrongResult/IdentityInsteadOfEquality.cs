using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>is</c> with a number or text.</summary>
public sealed class IdentityInsteadOfEquality : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "identityInsteadOfEquality";

    /// <inheritdoc />
    public override string Source => "Python language reference, section 6.10.3, Identity comparisons";

    /// <inheritdoc />
    public override string Question => "Do you want to know whether two values are equal, or whether they are one and the same object?";

    /// <inheritdoc />
    public override string Meaning =>
        "`is` asks for the same object in memory. Two equal texts or numbers may be two objects, so the answer can be no by accident.";

    /// <inheritdoc />
    public override string NextStep => "Use the comparison that asks for equal values.";

    /// <inheritdoc />
    public override string? Example => """
        name = "Ada"
        if name == "Ada":
            print("hello")
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"\bis\s+(?:not\s+)?(?:""|-?\d|\[|\()|(?:""|(?<![\w.])\d+)\s+is\s"));
        return line is null ? null : new(line.Number, "The word “is” compares the values here: it asks whether they are the same object.");
    }
}
