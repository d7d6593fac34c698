using System.Text;
using System.Text.RegularExpressions;

namespace LearnFlow.LanguageModels;

/// <summary>The smallest part of an answer that can be judged and shown: a sentence with the blanks after it, or a whole code block.</summary>
/// <param name="Text">The Markdown; all units joined are the answer.</param>
/// <param name="Language">Of a code block what stands after its fence, maybe empty; null for prose.</param>
/// <param name="Code">Of a code block the code; null for prose.</param>
public sealed record AnswerUnit(string Text, string? Language = null, string? Code = null);

/// <summary>Cuts an answer into units while it comes in.</summary>
public sealed partial class AnswerUnits
{
    /// <summary>A unit that grows longer is cut: nobody has to wait for it, and nothing has to hold it.</summary>
    private const int MaxLength = 8000;

    private readonly StringBuilder waiting = new();

    /// <summary>Takes the next piece.</summary>
    /// <returns>The units that it completes.</returns>
    public IEnumerable<AnswerUnit> Add(string text)
    {
        waiting.Append(text);
        while (Next(waiting.ToString(), atEnd: false) is { } unit)
        {
            waiting.Remove(0, unit.Text.Length);
            yield return unit;
        }
    }

    /// <summary>What is left when no more comes.</summary>
    public IEnumerable<AnswerUnit> End()
    {
        while (waiting.Length > 0 && Next(waiting.ToString(), atEnd: true) is { } unit)
        {
            waiting.Remove(0, unit.Text.Length);
            yield return unit;
        }
    }

    private static AnswerUnit? Next(string text, bool atEnd)
    {
        if (Opening().Match(text) is { Success: true } opening)
        {
            var closing = Closing().Matches(text, opening.Length).FirstOrDefault(closing =>
                closing.Groups["fence"].Value == opening.Groups["fence"].Value && (atEnd || closing.Value.EndsWith('\n')));
            return closing is not null ? Block(text[..(closing.Index + closing.Length)], opening, closing.Index)
                : atEnd || text.Length > MaxLength ? Block(text, opening, text.Length)
                : null;
        }

        if (!atEnd && MaybeFence().IsMatch(text))
        {
            return null;
        }

        foreach (Match end in Ending().Matches(text))
        {
            var length = end.Index + end.Length;
            if ((length < text.Length || end.Value.Contains('\n')) && text[..end.Index].Count(c => c == '`') % 2 == 0)
            {
                return new AnswerUnit(text[..length]);
            }
        }

        return atEnd || text.Length > MaxLength ? new AnswerUnit(text) : null;
    }

    private static AnswerUnit Block(string text, Match opening, int codeEnd) =>
        new(text, opening.Groups["language"].Value, text[opening.Length..codeEnd]);

    [GeneratedRegex(@"\A\s*^[ \t]*(?<fence>```|~~~)[`~]*[ \t]*(?<language>[^\n`]*)\n", RegexOptions.Multiline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^[ \t]*(?<fence>```|~~~)[`~]*[ \t]*(\n|\z)", RegexOptions.Multiline)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\A\s*(`{1,2}\z|~{1,2}\z|```[^\n]*\z|~~~[^\n]*\z|\z)")]
    private static partial Regex MaybeFence();

    [GeneratedRegex(@"(?<=[.!?][)*_""'`]{0,2})[ \t]+|\n+")]
    private static partial Regex Ending();
}
