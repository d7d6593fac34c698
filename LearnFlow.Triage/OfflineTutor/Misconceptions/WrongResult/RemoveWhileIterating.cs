using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Items removed from the list that a loop goes through.</summary>
public sealed partial class RemoveWhileIterating : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "removeWhileIterating";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 4.2, for Statements";

    /// <inheritdoc />
    public override string Question => "What happens to a loop when items disappear from the list under it?";

    /// <inheritdoc />
    public override string Meaning => "The loop counts positions. When an item is removed, the others move up, and the next one is skipped.";

    /// <inheritdoc />
    public override string NextStep => "Go through the list without changing it, and collect what should stay in a new one.";

    /// <inheritdoc />
    public override string? Example => """
        words = ["to", "three", "is"]
        short = []
        for word in words:
            if len(word) < 4:
                short.append(word)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var loop in source.Lines)
        {
            if (Header().Match(loop.Code) is { Success: true } header
                && loop.Body.FirstOrDefault(line => Regex.IsMatch(line.Code, $@"(?<!\w)(?:{header.Groups[1].Value}\.(?:remove|pop)\(|del\s+{header.Groups[1].Value}\[)")) is { } removal
                && !loop.Body.Any(LoopExit.IsOn))
            {
                return new(removal.Number, $"Items are taken out of {header.Groups[1].Value} while the loop goes through it.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"^for\s+\w+\s+in\s+(\w+)\s*:")]
    private static partial Regex Header();
}
