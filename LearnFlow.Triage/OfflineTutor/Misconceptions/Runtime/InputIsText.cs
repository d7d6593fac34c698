using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>What <c>input</c> gives is taken for a number.</summary>
public sealed class InputIsText() : ErrorMisconception("TypeError", @"not supported between instances of '(?:str' and '(?:int|float)|(?:int|float)' and 'str)'|unsupported operand type\(s\) for [-*/%]+=?: .*'str'|can't multiply sequence by non-int of type '(?:str|float)'|bad operand type .*'str'|'str' object cannot be interpreted as an integer")
{
    /// <inheritdoc />
    public override string Name => "inputIsText";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "What kind of value does `input` give back?";

    /// <inheritdoc />
    public override string Meaning =>
        "`input` always gives a text, even when somebody types digits. Texts cannot be compared or computed with numbers.";

    /// <inheritdoc />
    public override string NextStep => "Turn the text into a number once, right where you read it.";

    /// <inheritdoc />
    public override string? Example => """
        year = int(input("Year? "))
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        Regex.IsMatch(string.Join('\n', evidence.Source.Lines.Select(line => line.Code)), @"(?<!\w)input\(")
            ? new(evidence.ErrorLine, "A text that came from input is used here as a number.")
            : null;
}
