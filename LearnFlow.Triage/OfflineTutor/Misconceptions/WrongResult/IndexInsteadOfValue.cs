using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>The position is added up instead of the item.</summary>
public sealed partial class IndexInsteadOfValue : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "indexInsteadOfValue";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "In your loop, is the loop variable a position or an item of the list?";

    /// <inheritdoc />
    public override string Meaning => "A loop over `range` gives positions: 0, 1, 2 and so on. The item at a position is taken with square brackets.";

    /// <inheritdoc />
    public override string NextStep => "Print the loop variable in each round, and compare it with what you want to work on.";

    /// <inheritdoc />
    public override string? Example => """
        names = ["Ada", "Ben"]
        for place in range(len(names)):
            print(names[place])
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var loop in source.Lines)
        {
            if (Positions().Match(loop.Code) is { Success: true } header)
            {
                var (index, list) = (header.Groups[1].Value, header.Groups[2].Value);
                if (loop.Body.FirstOrDefault(line => Regex.IsMatch(line.Code, $@"^\w+\s*[-+*]=\s*{index}$")) is { } line && !loop.Body.Any(inner => inner.Code.Contains($"{list}[", StringComparison.Ordinal)))
                {
                    return new(line.Number, $"{index} is a position, not an item of {list}.");
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"^for\s+(\w+)\s+in\s+range\(\s*len\(\s*(\w+)\s*\)\s*\)\s*:")]
    private static partial Regex Positions();
}
