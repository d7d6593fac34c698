using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A range up to n that leaves n out.</summary>
public sealed partial class RangeWithoutLast : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "rangeWithoutLast";

    /// <inheritdoc />
    public override string Source => "R. Pea, Language-Independent Conceptual Bugs in Novice Programming, 1986";

    /// <inheritdoc />
    public override string Question => "Which is the last number that your loop works on?";

    /// <inheritdoc />
    public override string Meaning => "`range` stops before its end value: `range(1, 4)` gives 1, 2 and 3.";

    /// <inheritdoc />
    public override string NextStep =>
        "Should the end value itself be worked on? Try the smallest case by hand and compare with what the test expects.";

    /// <inheritdoc />
    public override string? Example => """
        for hour in range(1, 13):
            print(hour)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var function in source.Functions)
        {
            foreach (var line in function.Body)
            {
                if (Range().Match(line.Code) is { Success: true } range && function.Header.Mentions(range.Groups[1].Value))
                {
                    return new(line.Number, $"This range ends before {range.Groups[1].Value}.");
                }
            }
        }

        return null;
    }

    /// <inheritdoc />
    /// <remarks>Common in programs that work, too: looked for only when a test fails.</remarks>
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.WrongResult;

    [GeneratedRegex(@"\brange\(\s*1\s*,\s*(\w+)\s*\)")]
    private static partial Regex Range();
}
