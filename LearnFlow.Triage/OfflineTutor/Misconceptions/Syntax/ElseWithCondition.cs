using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A condition after <c>else</c>.</summary>
public sealed class ElseWithCondition() : ErrorMisconception("SyntaxError", @"expected ':'|invalid syntax")
{
    /// <inheritdoc />
    public override string Name => "elseWithCondition";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "Which of the words `if`, `elif` and `else` take a condition, and which takes none?";

    /// <inheritdoc />
    public override string Meaning => "An `else` has no condition of its own: it runs when all conditions before it were false.";

    /// <inheritdoc />
    public override string NextStep =>
        "Decide what you meant: everything that is left (then nothing stands between `else` and the colon), or another case with its own condition, for which Python has the word `elif`.";

    /// <inheritdoc />
    public override string? Example => """
        temperature = 21
        if temperature < 0:
            print("ice")
        elif temperature < 100:
            print("water")
        else:
            print("steam")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(evidence.Line?.Code ?? "", @"^else\s+(?!if\b)[^:]")
            ? new(evidence.ErrorLine, "After the word “else” there is a condition.")
            : null;
}
