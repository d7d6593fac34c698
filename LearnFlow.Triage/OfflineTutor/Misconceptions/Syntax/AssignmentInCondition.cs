using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>One equals sign in a condition.</summary>
public sealed class AssignmentInCondition() : ErrorMisconception("SyntaxError", @"Maybe you meant '==' or|cannot assign to .* here|invalid syntax. Maybe you meant '=='")
{
    /// <inheritdoc />
    public override string Name => "assignmentInCondition";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "What is the difference between one equals sign and two?";

    /// <inheritdoc />
    public override string Meaning => "One equals sign gives a value to a name; two ask whether two values are equal. A condition asks.";

    /// <inheritdoc />
    public override string NextStep => "Decide which of the two you mean in this line, and write it so.";

    /// <inheritdoc />
    public override string? Example => """
        answer = 42
        if answer == 42:
            print("right")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(evidence.Line?.Code ?? "", @"^(?:if|elif|while|return|assert)\b")
            ? new(evidence.ErrorLine, "The condition has a single equals sign.")
            : null;
}
