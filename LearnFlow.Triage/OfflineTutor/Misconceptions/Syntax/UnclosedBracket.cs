using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A bracket that is never closed.</summary>
public sealed class UnclosedBracket() : ErrorMisconception("SyntaxError", @"'([([{])' was never closed|unexpected EOF")
{
    /// <inheritdoc />
    public override string Name => "unclosedBracket";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "Does every bracket that you open have its partner?";

    /// <inheritdoc />
    public override string Meaning =>
        "Python reads on until the bracket is closed, over the end of the line, and only then notices that something is missing.";

    /// <inheritdoc />
    public override string NextStep => "Count opening and closing brackets of this line from left to right; they must come out even.";

    /// <inheritdoc />
    public override string? Example => """
        print(len("hello"))
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, message.Groups[1] is { Success: true } bracket
            ? $"The bracket {bracket.Value} that is opened here is never closed."
            : "A bracket is not closed before the program ends.");
}
