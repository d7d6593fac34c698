using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A text as index of a list.</summary>
public sealed class TextIndex() : ErrorMisconception("TypeError", @"(?:list|tuple|string)(?: index| indices) must be integers(?: or slices)?,? not '?(\w+)")
{
    /// <inheritdoc />
    public override string Name => "textIndex";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "What stands between your square brackets: a position, or something else?";

    /// <inheritdoc />
    public override string Meaning =>
        "A list is asked for a position, which is a whole number. A loop over a list gives its items, not their positions.";

    /// <inheritdoc />
    public override string NextStep => "Print what stands between the brackets, and its type. If it is already the item, you do not need the brackets; if it is a text of digits, make a number of it.";

    /// <inheritdoc />
    public override string? Example => """
        for name in ["Ada", "Alan"]:
            print(name)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"The index here is a {message.Groups[1].Value}, not a whole number.");
}
