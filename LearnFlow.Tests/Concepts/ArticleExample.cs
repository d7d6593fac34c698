using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Concepts;

/// <summary>
/// A code block of an article with what it prints: <c>```python</c>, an optional <c>```input</c> and
/// <c>```output</c>, in this order. A program that stops with an error has the last line of its traceback at the end of
/// its output.
/// </summary>
/// <param name="Code">The program.</param>
/// <param name="Input">Its standard input.</param>
/// <param name="Output">What it prints; null when the article does not say.</param>
internal sealed partial record ArticleExample(string Code, string Input, string? Output)
{
    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    /// <summary>The examples of an article's body, in order.</summary>
    public static IReadOnlyList<ArticleExample> In(string body)
    {
        var examples = new List<ArticleExample>();
        foreach (Match block in Block.Matches(body))
        {
            var (language, text) = (block.Groups[1].Value, block.Groups[2].Value);
            switch (language)
            {
                case "python":
                    examples.Add(new ArticleExample(text, "", null));
                    break;
                case "input":
                    examples[^1] = examples[^1] with { Input = text };
                    break;
                case "output":
                    examples[^1] = examples[^1] with { Output = text };
                    break;
                default:
                    throw new FormatException($"A code block is python, input or output, not “{language}”.");
            }
        }
        return examples;
    }
}
