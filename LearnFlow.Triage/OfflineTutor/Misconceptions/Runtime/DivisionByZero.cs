using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A division by a value that is zero.</summary>
public sealed class DivisionByZero() : ErrorMisconception("ZeroDivisionError", @".*")
{
    /// <inheritdoc />
    public override string Name => "divisionByZero";

    /// <inheritdoc />
    public override string Source => "Common practice in teaching Python";

    /// <inheritdoc />
    public override string Question => "Which value do you divide by, and can it become zero?";

    /// <inheritdoc />
    public override string Meaning =>
        "A division by zero has no result. Often it happens in a special case: an empty list, a first round of a loop, a counter that starts at 0.";

    /// <inheritdoc />
    public override string NextStep =>
        "For which input does the value that you divide by become zero? Decide what the result should be then, and handle that case first.";

    /// <inheritdoc />
    public override string? Example => """
        cakes, people = 6, 3
        if people > 0:
            print(cakes / people)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The value that is divided by is zero here.");
}
