using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A value or a computation on the left of an assignment.</summary>
public sealed class AssignmentToValue() : ErrorMisconception("SyntaxError", @"cannot assign to (?!True|False|None)")
{
    /// <inheritdoc />
    public override string Name => "assignmentToValue";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "In which direction does a value go in an assignment?";

    /// <inheritdoc />
    public override string Meaning =>
        "An assignment takes the value on the right and gives it to the name on the left. A number, a text or a computation cannot be given a value.";

    /// <inheritdoc />
    public override string NextStep => "Say the line in words, \"let … be …\", and see whether a name comes first.";

    /// <inheritdoc />
    public override string? Example => """
        price = 5
        total = price * 3
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "On the left of the equals sign there is no name.");
}
