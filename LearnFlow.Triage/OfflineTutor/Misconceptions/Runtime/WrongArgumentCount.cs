using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A call with too few or too many arguments.</summary>
public sealed class WrongArgumentCount() : ErrorMisconception("TypeError", @"(\w+)\(\) (?:missing \d+ required|takes (?:from )?\d+.* positional|takes no arguments|got an unexpected)")
{
    /// <inheritdoc />
    public override string Name => "wrongArgumentCount";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "How many values does this function want, and how many does it get?";

    /// <inheritdoc />
    public override string Meaning => "Each parameter of a function gets one value from the call, in order. Here the numbers differ.";

    /// <inheritdoc />
    public override string NextStep => "Put the line with `def` and the call side by side, and pair parameters with values.";

    /// <inheritdoc />
    public override string? Example => """
        def greet(name, city):
            print(name, city)

        greet("Ada", "London")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"{message.Groups[1].Value} is called with another number of values than it has parameters.");
}
