using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>No comma between two items.</summary>
public sealed class MissingComma() : ErrorMisconception("SyntaxError", @"forgot a comma")
{
    /// <inheritdoc />
    public override string Name => "missingComma";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "What separates two things that stand side by side in brackets?";

    /// <inheritdoc />
    public override string Meaning =>
        "Items in brackets, and the things given to a function, are separated by commas. Two values side by side mean nothing to Python.";

    /// <inheritdoc />
    public override string NextStep => "Look between the items of this line for the place where two follow each other without a comma.";

    /// <inheritdoc />
    public override string? Example => """
        colours = ["red", "green", "blue"]
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "Two values stand side by side.");
}
