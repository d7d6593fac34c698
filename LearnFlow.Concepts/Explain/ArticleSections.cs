using System.Text.RegularExpressions;
using LearnFlow.Concepts.Library;

namespace LearnFlow.Concepts.Explain;

/// <summary>The parts of an article that an explanation is made of.</summary>
/// <param name="Meaning">What it is: prose.</param>
/// <param name="Example">The smallest example: code blocks with their output.</param>
/// <param name="Mistake">The common mistake: prose, without its code.</param>
public sealed partial record ArticleSections(string Meaning, string Example, string Mistake)
{
    /// <summary>Reads the parts of <paramref name="article"/>.</summary>
    public static ArticleSections Of(Article article)
    {
        var sections = Heading().Split(article.Body);
        string Section(string title) => Array.IndexOf(sections, title) is var at and >= 0 ? sections[at + 1].Trim() : "";
        return new(Section("What it is"), Section("Smallest example"), Code().Replace(Section("Common mistake"), "").Trim());
    }

    [GeneratedRegex(@"^## (.+)\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
