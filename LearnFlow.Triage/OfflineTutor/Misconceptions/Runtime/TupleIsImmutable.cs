using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>An item of a tuple is to be changed.</summary>
public sealed class TupleIsImmutable() : ErrorMisconception("TypeError", @"'tuple' object does not support item")
{
    /// <inheritdoc />
    public override string Name => "tupleIsImmutable";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 5.3, Tuples and Sequences";

    /// <inheritdoc />
    public override string Question => "What is the difference between round and square brackets around items?";

    /// <inheritdoc />
    public override string Meaning => "Items in round brackets are a tuple, which never changes. Items in square brackets are a list, which can.";

    /// <inheritdoc />
    public override string NextStep => "Decide whether these items should ever change, and choose the brackets for that.";

    /// <inheritdoc />
    public override string? Example => """
        prices = [20, 35]
        prices[1] = 30
        print(prices)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "Here an item of a tuple is to be changed.");
}
