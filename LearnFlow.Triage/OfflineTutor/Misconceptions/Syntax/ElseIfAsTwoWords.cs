using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Two words <c>else if</c>.</summary>
public sealed class ElseIfAsTwoWords() : ErrorMisconception("SyntaxError", @"expected ':'|invalid syntax")
{
    /// <inheritdoc />
    public override string Name => "elseIfAsTwoWords";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "How does Python write \"otherwise, if\"?";

    /// <inheritdoc />
    public override string Meaning => "Python joins the two words to one, `elif`; after `else` it expects a colon at once.";

    /// <inheritdoc />
    public override string NextStep => "Replace the two words by the one that Python knows.";

    /// <inheritdoc />
    public override string? Example => """
        size = 8
        if size > 10:
            print("large")
        elif size > 5:
            print("medium")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(evidence.Line?.Code ?? "", @"^else\s+if\b")
            ? new(evidence.ErrorLine, "The line starts with else if.")
            : null;
}
