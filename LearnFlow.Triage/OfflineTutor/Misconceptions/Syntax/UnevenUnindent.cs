using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>An indentation that matches no outer block.</summary>
public sealed class UnevenUnindent() : ErrorMisconception("IndentationError", @"unindent does not match")
{
    /// <inheritdoc />
    public override string Name => "unevenUnindent";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "Do all lines of one block start in the same column?";

    /// <inheritdoc />
    public override string Meaning =>
        "When a block ends, the next line must start exactly where one of the headers around it starts. This one is in between.";

    /// <inheritdoc />
    public override string NextStep => "Count the spaces before this line and before the lines above, and make them fit.";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The line starts in a column in which no line around it starts.");
}
