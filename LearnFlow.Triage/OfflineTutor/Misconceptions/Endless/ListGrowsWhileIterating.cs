using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A list that grows while a loop goes through it.</summary>
public sealed partial class ListGrowsWhileIterating : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "listGrowsWhileIterating";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 4.2, for Statements";

    /// <inheritdoc />
    public override string Question => "What happens when a loop goes through a list that gets longer in every round?";

    /// <inheritdoc />
    public override string Meaning => "The loop goes on as long as there is a next item. Each round adds one, so the end never comes.";

    /// <inheritdoc />
    public override string NextStep => "Collect the new items in a second list.";

    /// <inheritdoc />
    public override string? Example => """
        found = []
        for number in [1, 2, 3]:
            found.append(number * 10)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Header().Match(line.Code) is { Success: true } header
            && line.Body.Any(inner => Regex.IsMatch(inner.Code, $@"(?<!\w){Regex.Escape(header.Groups[1].Value)}\.(?:append|insert|extend)\(")));
        return line is null ? null : new(line.Number, "The list that this loop goes through gets longer inside the loop.");
    }

    /// <inheritdoc />
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.DoesNotEnd;

    [GeneratedRegex(@"^for\s+\w+\s+in\s+(\w+)\s*:")]
    private static partial Regex Header();
}
