using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A total that starts again in every round.</summary>
public sealed partial class AccumulatorResetInLoop : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "accumulatorResetInLoop";

    /// <inheritdoc />
    public override string Source => "J. Spohrer and E. Soloway, Novice Mistakes: Are the Folk Wisdoms Correct?, CACM 1986";

    /// <inheritdoc />
    public override string Question => "How often should your total be set to its start value?";

    /// <inheritdoc />
    public override string Meaning =>
        "A line inside the loop happens in every round. Setting the total to its start there forgets what was collected before.";

    /// <inheritdoc />
    public override string NextStep => "Which lines must happen once before the loop, and which in every round? Indentation decides.";

    /// <inheritdoc />
    public override string? Example => """
        points = 0
        for game in [3, 1, 2]:
            points += game
        print(points)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var loop in source.Lines.Where(line => line.IsHeader("for")))
        {
            var block = loop.Block.ToList();
            for (var index = 0; index < block.Count - 1; index++)
            {
                if (Start().Match(block[index].Code) is { Success: true } start
                    && block.Skip(index + 1).Any(line => Regex.IsMatch(line.Code, $@"^{start.Groups[1].Value}\s*[-+*]="))
                    && loop.Body.Except(block).All(line => !line.Binds(start.Groups[1].Value))
                    && !block.Skip(index + 1).Any(line => line.IsLoop || Uses(line, start.Groups[1].Value)))
                {
                    return new(block[index].Number, $"{start.Groups[1].Value} gets its start value again in every round.");
                }
            }
        }

        return null;
    }

    /// <summary>A value that is made anew for each item is used within the round: that is no total.</summary>
    private static bool Uses(PythonLine line, string name) => line.Mentions(name) && !Regex.IsMatch(line.Code, $@"^{name}\s*[-+*]=");

    [GeneratedRegex(@"^(\w+)\s*=\s*(?:0|1|0\.0|""\s*""|\[\])$")]
    private static partial Regex Start();
}
