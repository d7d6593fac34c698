using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A closing bracket without its opening one.</summary>
public sealed class UnmatchedClosingBracket() : ErrorMisconception("SyntaxError", @"(?:unmatched|closing parenthesis) '([)\]}])'")
{
    /// <inheritdoc />
    public override string Name => "unmatchedClosingBracket";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "Does every closing bracket have an opening one of the same kind before it?";

    /// <inheritdoc />
    public override string Meaning => "Brackets close in the reverse order in which they were opened, and each kind closes its own.";

    /// <inheritdoc />
    public override string NextStep => "Find the partner of this bracket. Either it is missing, of another kind, or this one is too much.";

    /// <inheritdoc />
    public override string? Example => """
        names = ["Ada", "Alan"]
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"The bracket {message.Groups[1].Value} does not close anything that is open here.");
}
