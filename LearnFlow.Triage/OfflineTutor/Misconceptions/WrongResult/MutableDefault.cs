using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A list or dictionary as default value.</summary>
public sealed partial class MutableDefault : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "mutableDefault";

    /// <inheritdoc />
    public override string Source => "Python documentation, Programming FAQ, Why are default values shared between objects?";

    /// <inheritdoc />
    public override string Question => "When is the default value of a parameter made: once, or at each call?";

    /// <inheritdoc />
    public override string Meaning => "It is made once, when Python reads the `def` line. A list that one call fills is still full at the next.";

    /// <inheritdoc />
    public override string NextStep => "Use `None` as the default, and make the new list inside the function.";

    /// <inheritdoc />
    public override string? Example => """
        def note(text, pages=None):
            if pages is None:
                pages = {}
            pages[text] = True
            return pages
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var function in source.Functions)
        {
            if (Default().Match(function.Header.Code) is { Success: true } parameter
                && function.Body.Any(line => Regex.IsMatch(line.Code, $@"(?<!\w){parameter.Groups[1].Value}(?:\.(?:append|add|update|insert|extend)\(|\[[^\]]*\]\s*[-+]?=(?!=)|\s*\+=)")))
            {
                return new(function.Header.Number, $"The default value of {parameter.Groups[1].Value} is shared by all calls.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"[(,]\s*(\w+)\s*(?::[^=,]+)?=\s*(?:\[\]|\{\}|list\(\)|dict\(\)|set\(\))")]
    private static partial Regex Default();
}
