using System.Text.RegularExpressions;

namespace LearnFlow.Triage.GuardRails;

/// <summary>Finds where an answer says what some code gives.</summary>
internal static partial class OutputClaims
{
    /// <summary>What a sentence says is printed or returned: <c>prints `3`</c> claims <c>3</c>.</summary>
    public static IEnumerable<string> InSentence(string sentence) => Sentence().Matches(sentence).Select(match => match.Groups["value"].Value.Trim());

    /// <summary>What comments in code say: <c># prints 3</c> or <c># -> 3</c> claim <c>3</c>.</summary>
    public static IEnumerable<string> InComments(string code) => Comment().Matches(code).Select(match => match.Groups["value"].Value.Trim());

    /// <summary>Whether a text from a run says the same; quotes around it do not count.</summary>
    public static bool IsIn(string claim, IEnumerable<string> facts) => facts.Any(fact => fact.Contains(claim.Trim('"', '\''), StringComparison.Ordinal));

    [GeneratedRegex(
        @"\b(?:prints?|printed|outputs?|displays?|returns?|returned|gives you|the (?:output|result) (?:is|will be|would be))\s+`(?<value>[^`\n]+)`",
        RegexOptions.IgnoreCase)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"#\s*(?:prints?:?|outputs?:?|->|=>|→)\s*(?<value>\S[^\n]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Comment();
}
