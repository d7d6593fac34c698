using System.Text.RegularExpressions;

namespace LearnFlow.Triage.GuardRails;

/// <summary>What every answer to a learner must keep to, whoever wrote it.</summary>
public static partial class AnswerRules
{
    /// <summary>Longer answers are not read (Frontiers in Psychology 2021, 768962; good hints have 80 to 160 words, arXiv 2411.18151).</summary>
    public const int MaxWords = 200;

    /// <summary>The rules that <paramref name="answer"/> breaks, by name; empty when it may be shown.</summary>
    /// <param name="answer">The answer as Markdown.</param>
    /// <param name="solution">The exercise's reference solution; null when there is none.</param>
    public static IReadOnlyList<string> BrokenBy(string answer, string? solution)
    {
        var broken = new List<string>();
        if (solution is not null && SolutionLeak.IsIn(answer, solution))
        {
            broken.Add("solution");
        }

        if (Link().IsMatch(answer))
        {
            broken.Add("link");
        }

        if (Html().IsMatch(Code().Replace(answer, "")))
        {
            broken.Add("html");
        }

        if (Word().Count(answer) > MaxWords)
        {
            broken.Add("length");
        }

        return broken;
    }

    [GeneratedRegex(@"https?:|www\.|(?<!\\)\]\(|(?<!\\)\]\[", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\\)<[A-Za-z/!]")]
    private static partial Regex Html();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\S*\w\S*")]
    private static partial Regex Word();
}
