using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A text and a number joined by +.</summary>
public sealed class TextPlusNumber() : ErrorMisconception("TypeError", @"can only concatenate str \(not \W*(?:int|float)|unsupported operand type\(s\) for \+=?: '(?:int|float)' and 'str'")
{
    /// <inheritdoc />
    public override string Name => "textPlusNumber";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What kind of value is each part of your computation: a number or a text?";

    /// <inheritdoc />
    public override string Meaning => "The plus sign adds two numbers or joins two texts. With one of each, Python does not guess which you meant.";

    /// <inheritdoc />
    public override string NextStep => "Decide what should come out. For a text, turn the number into one; for a sum, turn the text into a number.";

    /// <inheritdoc />
    public override string? Example => """
        floor = 3
        print("Floor " + str(floor))
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "Here a text and a number are joined by a plus sign.");
}
