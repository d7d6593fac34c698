using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A text compared with a number.</summary>
public sealed class TextComparedWithNumber() : ErrorMisconception("TypeError", @"not supported between instances of '(?:str' and '(?:int|float)|(?:int|float)' and 'str)'")
{
    /// <inheritdoc />
    public override string Name => "textComparedWithNumber";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What kind of value is on each side of the comparison?";

    /// <inheritdoc />
    public override string Meaning => "Python can put two numbers in order, or two texts, but not one of each.";

    /// <inheritdoc />
    public override string NextStep => "Find out where the text comes from, and turn it into a number there.";

    /// <inheritdoc />
    public override string? Example => """
        width = int("12")
        print(width > 10)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "A text and a number are compared here.");
}
