using System.Text;

namespace LearnFlow.Triage.GuardRails;

/// <summary>
/// What a learner wrote, or what a program of theirs said, put into an answer: it stays data. It cannot end its own
/// quotation, start a link or a heading, or fill the answer.
/// </summary>
public static class LearnerText
{
    private const int MaxLength = 120;

    /// <summary>The text as Markdown inline code: one line, without backticks, cut at 120 characters.</summary>
    public static string AsCode(string text)
    {
        var line = OneLine(text).Replace('`', '\'').Trim();
        return $"`{(line.Length == 0 ? " " : line)}`";
    }

    /// <summary>The text as plain words: the signs that Markdown or HTML would act on are escaped.</summary>
    public static string WithoutMarkup(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in OneLine(text))
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '!')
            {
                plain.Append('\\');
            }

            plain.Append(character);
        }

        return plain.ToString();
    }

    private static string OneLine(string text)
    {
        var line = new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }
}
