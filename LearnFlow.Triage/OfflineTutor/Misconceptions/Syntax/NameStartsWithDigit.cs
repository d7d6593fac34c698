using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A name that starts with a digit.</summary>
public sealed class NameStartsWithDigit() : ErrorMisconception("SyntaxError", @"invalid (?:decimal|hexadecimal|octal|binary) literal|invalid digit")
{
    /// <inheritdoc />
    public override string Name => "nameStartsWithDigit";

    /// <inheritdoc />
    public override string Source => "Python language reference, section 2.3, Identifiers and keywords";

    /// <inheritdoc />
    public override string Question => "What may the name of a variable look like?";

    /// <inheritdoc />
    public override string Meaning => "A name starts with a letter or an underscore; digits may come later. Otherwise Python takes it for a number.";

    /// <inheritdoc />
    public override string NextStep => "Rename it so that it starts with a letter, everywhere.";

    /// <inheritdoc />
    public override string? Example => """
        place1 = "Rome"
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "A name here starts with a digit.");
}
