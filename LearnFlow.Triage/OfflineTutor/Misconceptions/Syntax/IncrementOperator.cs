using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>x++</c> or <c>x--</c>, as in C.</summary>
public sealed class IncrementOperator() : ErrorMisconception("SyntaxError", @"invalid syntax")
{
    /// <inheritdoc />
    public override string Name => "incrementOperator";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "How do you make a number one larger in Python?";

    /// <inheritdoc />
    public override string Meaning => "Python has no `++` and no `--`. It reads them as signs, and then waits for a number that does not come.";

    /// <inheritdoc />
    public override string NextStep => "Say it as an assignment: the new value is the old value plus one.";

    /// <inheritdoc />
    public override string? Example => """
        lives = 3
        lives += 1
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(evidence.Line?.Code ?? "", @"\w\s*(?:\+\+|--)\s*$")
            ? new(evidence.ErrorLine, "The line ends in ++ or --.")
            : null;
}
