using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Tabs and spaces mixed.</summary>
public sealed class TabsAndSpaces() : ErrorMisconception("TabError", @".*")
{
    /// <inheritdoc />
    public override string Name => "tabsAndSpaces";

    /// <inheritdoc />
    public override string Source => "PEP 8, Tabs or Spaces?";

    /// <inheritdoc />
    public override string Question => "Is the space before your lines made of the same characters everywhere?";

    /// <inheritdoc />
    public override string Meaning => "A tab and some spaces can look alike, but Python counts them differently and refuses to guess.";

    /// <inheritdoc />
    public override string NextStep =>
        "Delete the white space before this line and type it again with the space bar, four spaces a level, as in the lines around it.";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The line is indented with other characters than the lines around it.");
}
