using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>break</c> or <c>continue</c> where there is no loop.</summary>
public sealed class BreakOutsideLoop() : ErrorMisconception("SyntaxError", @"'break' outside loop|'continue' not properly in loop")
{
    /// <inheritdoc />
    public override string Name => "breakOutsideLoop";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What does `break` end, and what does `continue` skip?";

    /// <inheritdoc />
    public override string Meaning =>
        "`break` and `continue` speak about the loop around them. This line is not inside a loop; a condition alone is not one.";

    /// <inheritdoc />
    public override string NextStep => "Look at the indentation: which loop should this line belong to?";

    /// <inheritdoc />
    public override string? Example => """
        rounds = 0
        while True:
            rounds += 1
            if rounds == 3:
                break
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "There is no loop around this line.");
}
