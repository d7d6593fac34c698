using System.Text.RegularExpressions;
using LearnFlow.Concepts.Library;

namespace LearnFlow.Concepts.Explain;

/// <summary>Finds where a learner's program shows what an article is about.</summary>
public static partial class LearnerProgram
{
    private const int MaxQuote = 80;

    /// <summary>The first line that has a keyword, a call or an operator which the article's explanation shows as code.</summary>
    /// <returns>The line's number, from 1, and its text made safe to quote in Markdown; null when no line has one.</returns>
    public static (int Line, string Quote)? LineOn(Article article, string code)
    {
        var signs = Inline().Matches(article.Title + " " + ArticleSections.Of(article).Meaning)
            .SelectMany(inline => Sign().Matches(inline.Value)).Select(sign => sign.Value)
            .Where(sign => sign != "print(" || article.Slug == "printing").ToHashSet();
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (!line.StartsWith('#') && Sign().Matches(line).Any(sign => signs.Contains(sign.Value)))
            {
                return (at + 1, Quoted(line));
            }
        }

        return null;
    }

    private static string Quoted(string line)
    {
        var plain = string.Concat(line.Select(character => character == '`' ? '\'' : char.IsControl(character) ? ' ' : character));
        return $"`{(plain.Length <= MaxQuote ? plain : plain[..MaxQuote] + "…")}`";
    }

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Inline();

    [GeneratedRegex(
        @"\b(?:for|while|if|elif|else|def|return|class|try|except|raise|with|lambda|break|continue|assert|and|or|not|self)\b"
        + @"|\b\w+\(|[-+*]=|==|!=|<=|>=|//|\*\*|%|\bf""|\[:|\[\d")]
    private static partial Regex Sign();
}
