using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A dictionary or set changed while it is gone through.</summary>
public sealed class ChangedDuringIteration() : ErrorMisconception("RuntimeError", @"changed size during iteration")
{
    /// <inheritdoc />
    public override string Name => "changedDuringIteration";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 4.2, for Statements";

    /// <inheritdoc />
    public override string Question => "What happens to a loop when the thing that it goes through grows or shrinks meanwhile?";

    /// <inheritdoc />
    public override string Meaning =>
        "A loop keeps its place in the dictionary. When keys come or go, that place is no longer right, and Python stops.";

    /// <inheritdoc />
    public override string NextStep => "Collect first what is to be changed, and change it after the loop.";

    /// <inheritdoc />
    public override string? Example => """
        stock = {"pens": 3, "ink": 0}
        for key in list(stock):
            print(key)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The dictionary or set is changed while the loop goes through it.");
}
