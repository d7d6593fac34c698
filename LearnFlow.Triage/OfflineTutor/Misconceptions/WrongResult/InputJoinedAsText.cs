using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Numbers from input joined instead of added.</summary>
public sealed partial class InputJoinedAsText : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "inputJoinedAsText";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What kind of value does `input` give?";

    /// <inheritdoc />
    public override string Meaning => "`input` always gives a text. The plus sign joins texts: `\"2\" + \"3\"` is `\"23\"`.";

    /// <inheritdoc />
    public override string NextStep => "Turn the texts into numbers where you read them.";

    /// <inheritdoc />
    public override string? Example => """
        year = int(input("Year? "))
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var texts = source.Lines.Select(line => Text().Match(line.Code)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        var line = source.Lines.FirstOrDefault(line => texts.Any(a => texts.Any(b => Regex.IsMatch(line.Code, $@"(?<!\w){a}\s*\+\s*{b}(?!\w)"))));
        return line is null ? null : new(line.Number, "Two texts that came from input are joined here.");
    }

    /// <inheritdoc />
    /// <remarks>Common in programs that work, too: looked for only when a test fails.</remarks>
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.WrongResult;

    [GeneratedRegex(@"^(\w+)\s*=\s*input\(")]
    private static partial Regex Text();
}
