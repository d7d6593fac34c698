using System.Buffers;
using System.Globalization;
using System.Text;

namespace LearnFlow;

/// <summary>Text for a log line: control, format and separator characters are written as escapes.</summary>
internal static class LogText
{
    /// <summary>Printable ASCII, which nearly all lines consist of, needs no look at Unicode categories.</summary>
    private static readonly SearchValues<char> s_plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>The message of an entry. The line breaks of its template stay; those of its values are escaped.</summary>
    public static string Message(object? state, string message)
    {
        if (!HasSpecial(message) || state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return message;
        }

        foreach (var (name, value) in values)
        {
            if (name != "{OriginalFormat}" && value?.ToString() is { } text && HasSpecial(text))
            {
                message = message.Replace(text, Encode(text), StringComparison.Ordinal);
            }
        }

        return message;
    }

    /// <summary><paramref name="text"/> in one line.</summary>
    public static string Encode(ReadOnlySpan<char> text)
    {
        if (!HasSpecial(text))
        {
            return text.ToString();
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => encoded.Append("\\n"),
                '\r' => encoded.Append("\\r"),
                '\t' => encoded.Append("\\t"),
                _ when IsSpecial(character) => encoded.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => encoded.Append(character),
            };
        }

        return encoded.ToString();
    }

    private static bool HasSpecial(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(s_plain))
        {
            return false;
        }

        foreach (var character in text)
        {
            if (IsSpecial(character))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSpecial(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
