using System.Text.RegularExpressions;

namespace LearnFlow.Concepts.Search;

/// <summary>Text as search terms: lower-case word stems, and Python's operators and double-underscore names as they are.</summary>
internal static partial class Words
{
    /// <summary>The terms of <paramref name="text"/> in order; words that questions of every kind contain are left out.</summary>
    public static IEnumerable<string> Of(string text) => Term().Matches(text.ToLowerInvariant())
        .Select(match => match.Value)
        .Where(word => !Empty.Contains(word))
        .Select(Stem);

    /// <summary>
    /// The word without its English ending, so that <c>loops</c> and <c>looping</c> meet <c>loop</c>. A few rules of
    /// Porter's stemmer (1980) are enough: both sides of a comparison go through them.
    /// </summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || !char.IsLetter(word[0]))
        {
            return word;
        }

        var stem = word switch
        {
            _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            _ when word.EndsWith("ing", StringComparison.Ordinal) && HasVowel(word[..^3]) => Undoubled(word[..^3]),
            _ when word.EndsWith("ed", StringComparison.Ordinal) && HasVowel(word[..^2]) => Undoubled(word[..^2]),
            _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        return stem.Length > 4 && stem.EndsWith('e') ? stem[..^1] : stem;
    }

    private static bool HasVowel(string text) => text.Any("aeiouy".Contains);

    private static string Undoubled(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && !"lsz".Contains(stem[^1]) ? stem[..^1] : stem;

    [GeneratedRegex(@"__[a-z]+__|[a-z]+(?=')|[a-z]+|\d+|[=!<>+\-*/%]=|\*\*|//|[%+*/=<>@\\]|\[:|\{\}|\[\]")]
    private static partial Regex Term();

    private static readonly HashSet<string> Empty =
    [
        "a", "about", "am", "an", "any", "are", "as", "be", "between", "but", "by", "can", "could", "did", "difference", "do", "does", "don", "explain",
        "get", "gets", "got", "had", "has", "have", "help", "how", "i", "into", "it", "its",
        "just", "know", "like", "m", "me", "mean", "means", "my", "of", "on", "one",
        "please", "python", "s", "should", "so", "some", "such", "t", "tell", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "to", "use", "used", "using", "want", "was", "way", "we", "were", "what", "when", "where", "whether", "which", "why", "will",
        "work", "works", "would", "you", "your",
    ];
}
