using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Another number of names than values.</summary>
public sealed class UnpackCount() : ErrorMisconception("ValueError", @"not enough values to unpack|too many values to unpack")
{
    /// <inheritdoc />
    public override string Name => "unpackCount";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "How many values are on the right, and how many names on the left?";

    /// <inheritdoc />
    public override string Meaning => "When several names stand on the left, each gets one value from the right. The numbers must be the same.";

    /// <inheritdoc />
    public override string NextStep => "Print what is on the right-hand side and count its items.";

    /// <inheritdoc />
    public override string? Example => """
        first, second = ["a", "b"]
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The number of names and the number of values differ.");
}
