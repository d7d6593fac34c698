using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>&amp;&amp;</c>, <c>||</c> or <c>!</c> for and, or, not.</summary>
public sealed class ForeignLogicalOperator() : ErrorMisconception("SyntaxError", @"invalid syntax")
{
    /// <inheritdoc />
    public override string Name => "foreignLogicalOperator";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "How does Python write \"and\", \"or\" and \"not\"?";

    /// <inheritdoc />
    public override string Meaning => "Python writes these three as words. The signs `&&`, `||` and `!` of other languages are not part of it.";

    /// <inheritdoc />
    public override string NextStep => "Write the word instead of the sign.";

    /// <inheritdoc />
    public override string? Example => """
        age = 14
        if age > 5 and age < 18:
            print("school")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(evidence.Line?.Code ?? "", @"&&|\|\||!(?!=)")
            ? new(evidence.ErrorLine, "The line has a sign where Python wants the word and, or or not.")
            : null;
}
