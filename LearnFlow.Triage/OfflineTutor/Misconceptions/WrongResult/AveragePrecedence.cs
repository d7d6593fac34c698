using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A division that takes only the last number of a sum.</summary>
public sealed class AveragePrecedence : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "averagePrecedence";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "Which does Python work out first: a plus sign or a division?";

    /// <inheritdoc />
    public override string Meaning => "Multiplication and division come before plus and minus. In `a + b / 2` only `b` is halved.";

    /// <inheritdoc />
    public override string NextStep => "Put parentheses around the part that should be worked out first.";

    /// <inheritdoc />
    public override string? Example => """
        mean = (8 + 4) / 2
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"(?:=|return|\()\s*[A-Za-z_]\w*(?:\s*\+\s*[A-Za-z_]\w*)+\s*/\s*(?:\d+|len\()"));
        return line is null ? null : new(line.Number, "Only the last number of the sum is divided here.");
    }

    /// <inheritdoc />
    /// <remarks>Common in programs that work, too: looked for only when a test fails.</remarks>
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.WrongResult;
}
