using System.Text.RegularExpressions;

namespace LearnFlow.Triage.GuardRails;

/// <summary>Code as tokens, so that spacing, comments and line breaks do not hide a likeness.</summary>
internal static partial class PythonTokens
{
    public static IReadOnlyList<string> Of(string code) => [.. Token().Matches(Comment().Replace(code, "")).Select(match => match.Value)];

    [GeneratedRegex(@"[A-Za-z_]\w*|\d+(?:\.\d+)?|""[^""\n]*""|'[^'\n]*'|[-+*/%=<>!]=|\*\*|//|\S")]
    private static partial Regex Token();

    [GeneratedRegex(@"#[^\n]*")]
    private static partial Regex Comment();
}
