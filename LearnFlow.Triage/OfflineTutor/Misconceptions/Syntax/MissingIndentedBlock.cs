using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Nothing indented after a block header.</summary>
public sealed class MissingIndentedBlock() : ErrorMisconception("IndentationError", @"expected an indented block(?:.* on line (\d+))?")
{
    /// <inheritdoc />
    public override string Name => "missingIndentedBlock";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "How does Python know which lines belong to a loop, a condition or a function?";

    /// <inheritdoc />
    public override string Meaning =>
        "The lines that belong to a header are indented deeper than it. Here the next line is not, so the block is empty.";

    /// <inheritdoc />
    public override string NextStep => "Move the lines that should happen inside to the right, all by the same amount.";

    /// <inheritdoc />
    public override string? Example => """
        birds = ["owl", "wren"]
        for bird in birds:
            print(bird)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, message.Groups[1] is { Success: true } header
            ? $"The block that line {header.Value} opens has no indented line."
            : "The block before this line has no indented line.");
}
