using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Something is None that should have a value.</summary>
public sealed class OperationOnNone() : ErrorMisconception("TypeError|AttributeError", @"NoneType")
{
    /// <inheritdoc />
    public override string Name => "operationOnNone";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "Which value in this line could be `None`, and where does it come from?";

    /// <inheritdoc />
    public override string Meaning =>
        "`None` means \"no value\". A function that ends without `return` gives it, and so does a method that only changes something.";

    /// <inheritdoc />
    public override string NextStep =>
        "Print the values that this line uses, just before it, and follow the one that is `None` back to where it was made.";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "One of the values used here is None.");
}
