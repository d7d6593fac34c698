using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A for loop whose variable is changed inside to steer it.</summary>
public sealed partial class LoopVariableReassigned : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "loopVariableReassigned";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "What does a `for` loop do to its variable at the start of each round?";

    /// <inheritdoc />
    public override string Meaning => "The loop gives its variable the next value in every round, whatever you assigned to it inside.";

    /// <inheritdoc />
    public override string NextStep =>
        "To skip or repeat rounds, another kind of loop or another range is needed. What should the variable be in each round?";

    /// <inheritdoc />
    public override string? Example => """
        for number in range(0, 10, 2):
            print(number)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var loop in source.Lines)
        {
            if (Header().Match(loop.Code) is { Success: true } header
                && loop.Body.LastOrDefault(line => Regex.IsMatch(line.Code, $@"^{header.Groups[1].Value}\s*(?:[-+]=|=\s*{header.Groups[1].Value}\s*[-+])\s*\d+$")) is { } change
                && loop.Body.Last() == change)
            {
                return new(change.Number, $"This line changes the variable of the loop, and the next round overwrites it.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"^for\s+(\w+)\s+in\s+range\(")]
    private static partial Regex Header();
}
