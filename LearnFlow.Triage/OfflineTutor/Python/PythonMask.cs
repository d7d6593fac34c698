using System.Text;

namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>Blanks out what is inside texts and comments, so that a rule does not take it for code; every place stays where it was.</summary>
internal static class PythonMask
{
    /// <summary>The program with text contents and comments as spaces.</summary>
    public static string Of(string code)
    {
        var masked = new StringBuilder(code.Length);
        var at = 0;
        while (at < code.Length)
        {
            at = code[at] switch
            {
                '#' => Blank(code, masked, at, EndOfLine(code, at)),
                '"' or '\'' => Text(code, masked, at),
                _ => Keep(code, masked, at),
            };
        }

        return masked.ToString();
    }

    /// <summary>How many brackets are open at the end of <paramref name="text"/>.</summary>
    public static int Depth(string text) => Math.Max(0, text.Count(c => c is '(' or '[' or '{') - text.Count(c => c is ')' or ']' or '}'));

    private static int Text(string code, StringBuilder masked, int at)
    {
        var quote = code[at];
        var isTriple = at + 2 < code.Length && code[at + 1] == quote && code[at + 2] == quote;
        var end = isTriple ? EndOfTriple(code, at + 3, quote) : EndOfSingle(code, at + 1, quote);
        masked.Append('"');
        Blank(code, masked, at + 1, Math.Max(at + 1, end - 1));
        if (end > at + 1)
        {
            masked.Append(code[end - 1] == '\n' ? '\n' : '"');
        }

        return end;
    }

    /// <summary>After the closing quote; a text that is not closed ends with its line.</summary>
    private static int EndOfSingle(string code, int at, char quote)
    {
        for (; at < code.Length && code[at] != '\n'; at++)
        {
            if (code[at] == '\\')
            {
                at++;
            }
            else if (code[at] == quote)
            {
                return at + 1;
            }
        }

        return Math.Min(at, code.Length);
    }

    private static int EndOfTriple(string code, int at, char quote)
    {
        var end = code.IndexOf(new string(quote, 3), at, StringComparison.Ordinal);
        return end < 0 ? code.Length : end + 3;
    }

    private static int EndOfLine(string code, int at)
    {
        var end = code.IndexOf('\n', at);
        return end < 0 ? code.Length : end;
    }

    private static int Blank(string code, StringBuilder masked, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            masked.Append(code[at] == '\n' ? '\n' : ' ');
        }

        return to;
    }

    private static int Keep(string code, StringBuilder masked, int at)
    {
        masked.Append(code[at]);
        return at + 1;
    }
}
