using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A text without its closing quote.</summary>
public sealed class UnterminatedText() : ErrorMisconception("SyntaxError", @"unterminated (?:triple-quoted |f-)?string|EOL while scanning|EOF while scanning")
{
    /// <inheritdoc />
    public override string Name => "unterminatedText";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "How does Python know where a text ends?";

    /// <inheritdoc />
    public override string Meaning =>
        "A text ends with the same quote with which it starts, on the same line. Without it, the rest of the line belongs to the text.";

    /// <inheritdoc />
    public override string NextStep =>
        "Find the quote that starts the text and give it its partner. If the text itself contains a quote, use the other kind around it.";

    /// <inheritdoc />
    public override string? Example => """
        print("It's late")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "A text starts here that has no closing quote.");
}
