using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Concepts;

/// <summary>
/// A code block of an article with what it prints: any number of <c>```file NAME</c>, <c>```python</c>, an optional
/// <c>```input</c> and <c>```output</c>, in this order. A program that stops with an error has the last line of its traceback at the end of
/// its output.
/// </summary>
/// <param name="Files">Text files beside it, by name.</param>
/// <param name="Code">The program.</param>
/// <param name="Input">Its standard input.</param>
/// <param name="Output">What it prints; null when the article does not say.</param>
internal sealed partial record ArticleExample(IReadOnlyDictionary<string, string> Files, string Code, string Input, string? Output)
{
    [GeneratedRegex(@"^```(\w*)(?: (\S+))?\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    /// <summary>The examples of an article's body, in order.</summary>
    public static IReadOnlyList<ArticleExample> In(string body)
    {
        var examples = new List<ArticleExample>();
        var files = new Dictionary<string, string>();
        foreach (Match block in Block.Matches(body))
        {
            var (language, text) = (block.Groups[1].Value, block.Groups[3].Value);
            switch (language)
            {
                case "file":
                    files[block.Groups[2].Value] = text;
                    break;
                case "python":
                    examples.Add(new ArticleExample(files, text, "", null));
                    files = [];
                    break;
                case "input":
                    examples[^1] = examples[^1] with { Input = text };
                    break;
                case "output":
                    examples[^1] = examples[^1] with { Output = text };
                    break;
                default:
                    throw new FormatException($"A code block is file, python, input or output, not “{language}”.");
            }
        }
        return examples;
    }
}
