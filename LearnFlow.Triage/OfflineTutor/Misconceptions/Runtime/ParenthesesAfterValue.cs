using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Parentheses after a value, read as a call.</summary>
public sealed class ParenthesesAfterValue() : ErrorMisconception("TypeError", @"'(int|float|str|list|dict|tuple|bool|set)' object is not callable")
{
    /// <inheritdoc />
    public override string Name => "parenthesesAfterValue";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "What does it mean to Python when parentheses follow directly after a value?";

    /// <inheritdoc />
    public override string Meaning =>
        "Parentheses after a name or value call it like a function. Items of a list are taken with square brackets, and a multiplication needs its star.";

    /// <inheritdoc />
    public override string NextStep => "Decide whether you wanted to call, to multiply or to take an item, and use the sign for that.";

    /// <inheritdoc />
    public override string? Example => """
        names = ["Ada", "Alan"]
        print(names[0])
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"A value of type {message.Groups[1].Value} is followed by parentheses, as if it were a function.");
}
