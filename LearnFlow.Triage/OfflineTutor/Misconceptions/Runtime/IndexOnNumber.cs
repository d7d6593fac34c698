using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Square brackets after a number.</summary>
public sealed class IndexOnNumber() : ErrorMisconception("TypeError", @"'(?:int|float|bool)' object (?:is not subscriptable|does not support item assignment)")
{
    /// <inheritdoc />
    public override string Name => "indexOnNumber";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "Which of your variables hold a list or text, and which hold a single number?";

    /// <inheritdoc />
    public override string Meaning => "Square brackets take an item out of a list, text or dictionary. A number has no items.";

    /// <inheritdoc />
    public override string NextStep => "Print the variable before this line. Is it the whole list, or already one of its items?";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "An item is taken out of a single number.");
}
