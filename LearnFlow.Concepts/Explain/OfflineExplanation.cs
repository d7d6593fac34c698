using LearnFlow.Concepts.Library;

namespace LearnFlow.Concepts.Explain;

/// <summary>Composes an answer from the articles, without a model: what it is, where it is in the learner's program, an example, the usual mistake.</summary>
public static class OfflineExplanation
{
    /// <summary>The answer as paragraphs of Markdown.</summary>
    /// <param name="articles">The articles that were found, the best first.</param>
    /// <param name="shown">The line of the learner's program that shows the concept; null when none does.</param>
    public static IEnumerable<string> Compose(IReadOnlyList<Article> articles, (int Line, string Quote)? shown)
    {
        if (articles is not [var main, ..])
        {
            yield return "The library has no article on that. Ask with the name of the thing, for example “while loop”, “list” or “return”, "
                + "or with the words of the error message.";
            yield break;
        }

        var sections = ArticleSections.Of(main);
        yield return sections.Meaning;
        if (shown is { } line)
        {
            yield return $"In your program, line {line.Line} is about this: {line.Quote}";
        }

        yield return $"The smallest example:\n\n{sections.Example}";
        yield return $"A common mistake: {char.ToLowerInvariant(sections.Mistake[0])}{sections.Mistake[1..]}";
        yield return Named(articles);
    }

    /// <summary>The sentence that names what an answer rests on.</summary>
    public static string Named(IReadOnlyList<Article> articles) => articles switch
    {
        [var only] => $"This is from the article **{only.Title}**.",
        [var main, ..] => $"This is from the article **{main.Title}**. Close to it: "
            + $"{string.Join(", ", articles.Skip(1).Select(article => $"**{article.Title}**"))}.",
        _ => "",
    };
}
