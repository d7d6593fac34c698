using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A text that is no number is turned into one.</summary>
public sealed class ConversionOfText() : ErrorMisconception("ValueError", @"invalid literal for int|could not convert string to float")
{
    /// <inheritdoc />
    public override string Name => "conversionOfText";

    /// <inheritdoc />
    public override string Source => "Python library reference, built-in function int";

    /// <inheritdoc />
    public override string Question => "Which texts can be turned into a whole number?";

    /// <inheritdoc />
    public override string Meaning =>
        "`int` reads digits and a sign. Letters, spaces between digits, an empty text and a decimal point are not a whole number.";

    /// <inheritdoc />
    public override string NextStep => "Print the text just before this line to see what it really holds.";

    /// <inheritdoc />
    public override string? Example => """
        print(int("42") + 1)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The text that is to become a number is none.");
}
