using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A counter that moves away from the end of its loop.</summary>
public sealed partial class CounterMovesAway : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "counterMovesAway";

    /// <inheritdoc />
    public override string Source => "R. Pea, Language-Independent Conceptual Bugs in Novice Programming, 1986";

    /// <inheritdoc />
    public override string Question => "In which direction does your counter move, and where is the end?";

    /// <inheritdoc />
    public override string Meaning => "The condition waits for the counter to reach a limit, but each round takes it further away from there.";

    /// <inheritdoc />
    public override string NextStep => "Write down the counter for the first three rounds, beside the limit.";

    /// <inheritdoc />
    public override string? Example => """
        seconds = 3
        while seconds > 0:
            seconds -= 1
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var loop in source.Lines.Where(line => line.IsHeader("while")))
        {
            if (Limit().Match(loop.Code) is { Success: true } limit)
            {
                var away = limit.Groups[2].Value[0] == '<' ? '-' : '+';
                var name = Regex.Escape(limit.Groups[1].Value);
                if (loop.Body.FirstOrDefault(line => Regex.IsMatch(line.Code, $@"^{name}\s*(?:\{away}=|=\s*{name}\s*\{away})\s*\d+$")) is { } step)
                {
                    return new(step.Number, $"This line takes {limit.Groups[1].Value} away from the end that the loop waits for.");
                }
            }
        }

        return null;
    }

    /// <inheritdoc />
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.DoesNotEnd;

    [GeneratedRegex(@"^while\s*\(?\s*(\w+)\s*([<>]=?)\s*[\w.()]+\s*\)?\s*:")]
    private static partial Regex Limit();
}
