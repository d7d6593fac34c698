using System.Text.RegularExpressions;

namespace LearnFlow.LanguageModels;

/// <summary>What no sentence to a learner may contain, whoever wrote it.</summary>
public static partial class TextRules
{
    /// <summary>More letters of other scripts than this share, and it is not the language of the course.</summary>
    private const double OtherLetters = 0.2;

    /// <summary>Fewer words say nothing about their language.</summary>
    private const int FewestWords = 8;

    /// <summary>The rules that <paramref name="markdown"/> breaks: <c>link</c>, <c>html</c>, <c>language</c>; empty when it may be shown.</summary>
    public static IReadOnlyList<string> BrokenBy(string markdown)
    {
        var prose = Code().Replace(markdown, " ");
        var broken = new List<string>();
        if (Address().IsMatch(markdown) || Link().IsMatch(prose))
        {
            broken.Add("link");
        }

        if (Html().IsMatch(prose))
        {
            broken.Add("html");
        }

        if (!IsEnglish(prose))
        {
            broken.Add("language");
        }

        return broken;
    }

    /// <summary>How many words a text has.</summary>
    public static int Words(string text) => Word().Count(text);

    /// <summary>English prose of some length contains English's most common words.</summary>
    private static bool IsEnglish(string prose)
    {
        var letters = prose.Count(char.IsLetter);
        if (prose.Count(character => char.IsLetter(character) && character > 'ɏ') > OtherLetters * letters)
        {
            return false;
        }

        var words = Letters().Matches(prose).Select(match => match.Value.ToLowerInvariant()).ToList();
        return words.Count < FewestWords || words.Any(Common.Contains);
    }

    private static readonly HashSet<string> Common =
    [
        "the", "is", "are", "it", "you", "your", "of", "to", "and", "what", "which", "this", "that", "with", "not", "does", "have", "each", "one",
        "see", "try", "look", "from", "but",
    ];

    [GeneratedRegex(@"https?:|www\.|mailto:", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<!\\)\]\(|(?<!\\)\]\[|^\s*\[[^\]]+\]:", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\\)<[A-Za-z/!]")]
    private static partial Regex Html();

    [GeneratedRegex(@"```.*?(```|\z)|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\S*\w\S*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();
}
