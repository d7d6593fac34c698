using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A line indented without a header before it.</summary>
public sealed class UnexpectedIndent() : ErrorMisconception("IndentationError", @"unexpected indent")
{
    /// <inheritdoc />
    public override string Name => "unexpectedIndent";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "What does it mean to Python when a line starts further to the right?";

    /// <inheritdoc />
    public override string Meaning => "A deeper indent means \"this belongs to the header above\". Here there is no header that it could belong to.";

    /// <inheritdoc />
    public override string NextStep =>
        "Compare where this line starts with the line above. If it is the next step and no part of a block, both start in the same column.";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The line starts further to the right than the one before it, which opens no block.");
}
