using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A loop over a number.</summary>
public sealed class LoopOverNumber() : ErrorMisconception("TypeError", @"'(?:int|float)' object is not iterable")
{
    /// <inheritdoc />
    public override string Name => "loopOverNumber";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What can a `for` loop go through?";

    /// <inheritdoc />
    public override string Meaning => "A `for` loop takes one item after the other out of something that holds items. A number holds none.";

    /// <inheritdoc />
    public override string NextStep => "Do you want to repeat something a number of times, or go through the items of a list? Each has its own form.";

    /// <inheritdoc />
    public override string? Example => """
        for step in range(3):
            print(step)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "Here Python is to go through a single number.");
}
