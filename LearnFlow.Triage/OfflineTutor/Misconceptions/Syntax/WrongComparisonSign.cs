using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>=&lt;</c>, <c>=&gt;</c> or <c>&lt;&gt;</c>.</summary>
public sealed class WrongComparisonSign() : ErrorMisconception("SyntaxError", @"invalid syntax|cannot assign")
{
    /// <inheritdoc />
    public override string Name => "wrongComparisonSign";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "How is \"less than or equal to\" written?";

    /// <inheritdoc />
    public override string Meaning => "In a comparison of two signs the equals sign comes last: `<=` and `>=`. Different is `!=`.";

    /// <inheritdoc />
    public override string NextStep => "Put the two signs of the comparison in the right order.";

    /// <inheritdoc />
    public override string? Example => """
        points = 64
        if points >= 50:
            print("passed")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(evidence.Line?.Code ?? "", @"=<|=>|<>|!==|===")
            ? new(evidence.ErrorLine, "The signs of the comparison are in an order that Python does not know.")
            : null;
}
