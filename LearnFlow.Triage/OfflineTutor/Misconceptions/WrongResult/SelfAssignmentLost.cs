using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A swap that loses one of the two values.</summary>
public sealed partial class SelfAssignmentLost : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "selfAssignmentLost";

    /// <inheritdoc />
    public override string Source => "J. Spohrer and E. Soloway, Novice Mistakes: Are the Folk Wisdoms Correct?, CACM 1986";

    /// <inheritdoc />
    public override string Question => "After the first of the two lines, where is the old value of the first name?";

    /// <inheritdoc />
    public override string Meaning => "The first assignment overwrites the value. The second then only copies it back.";

    /// <inheritdoc />
    public override string NextStep =>
        "Both values must be kept at the same time for a moment. How could a third name, or one assignment of two names, help?";

    /// <inheritdoc />
    public override string? Example => """
        left, right = "L", "R"
        left, right = right, left
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Copy().Match(line.Code) is { Success: true } copy && line.Next is { } next && next.Indent == line.Indent
            && Regex.IsMatch(next.Code, $@"^{Regex.Escape(copy.Groups[2].Value)}\s*=\s*{Regex.Escape(copy.Groups[1].Value)}$"));
        return line is null ? null : new(line.Number, "After this line both places hold the same value, and the other one is lost.");
    }

    /// <summary>Names, or items of lists.</summary>
    [GeneratedRegex(@"^([A-Za-z_]\w*(?:\[[^=]+\])?)\s*=\s*([A-Za-z_]\w*(?:\[[^=]+\])?)$")]
    private static partial Regex Copy();
}
