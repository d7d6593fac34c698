using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A range that leaves out the last item.</summary>
public sealed partial class LoopStopsOneEarly : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "loopStopsOneEarly";

    /// <inheritdoc />
    public override string Source => "R. Pea, Language-Independent Conceptual Bugs in Novice Programming, 1986";

    /// <inheritdoc />
    public override string Question => "Which is the last number that your `range` gives?";

    /// <inheritdoc />
    public override string Meaning => "`range` stops before its end value. With the length minus one as its end, the last position is never reached.";

    /// <inheritdoc />
    public override string NextStep => "Write down all numbers that the `range` gives for a list of three items.";

    /// <inheritdoc />
    public override string? Example => """
        for place in range(3):
            print(place)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Range().Match(line.Code) is { Success: true } range
            && !line.Body.Any(inner => Regex.IsMatch(inner.Code, $@"(?<!\w){range.Groups[1].Value}\s*\+\s*1\b"))); // who looks at the next item stops before the last
        return line is null ? null : new(line.Number, "The range ends one before the last position.");
    }

    /// <inheritdoc />
    /// <remarks>Common in programs that work, too: looked for only when a test fails.</remarks>
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.WrongResult;

    [GeneratedRegex(@"^for\s+(\w+)\s+in\s+range\(\s*(?:0\s*,\s*)?len\(\s*\w+\s*\)\s*-\s*1\s*\)\s*:")]
    private static partial Regex Range();
}
