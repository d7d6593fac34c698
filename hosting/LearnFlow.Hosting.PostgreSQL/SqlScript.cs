using System.Text.RegularExpressions;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>A script as psql reads it: one statement after the other, each by itself, and <c>\connect</c> between them.</summary>
internal static partial class SqlScript
{
    /// <summary>A statement, and the database that it is meant for: null until the script connects to one.</summary>
    public readonly record struct Statement(string? Database, string Text);

    /// <exception cref="FormatException">A command of psql other than \connect; the message names it.</exception>
    public static IEnumerable<Statement> Read(string script)
    {
        string? database = null;
        var begin = 0;
        foreach (Match token in Token().Matches(script))
        {
            if (token.Groups["command"] is { Success: true } command)
            {
                var connect = Connect().Match(command.Value);
                if (!connect.Success)
                {
                    throw new FormatException($"'{command.Value.Trim()}' is a command of psql, of which only \\connect is known here");
                }

                database = connect.Groups[1].Value;
            }
            else if (token.Value != ";")
            {
                continue;
            }
            else if (script[begin..token.Index] is var text && !string.IsNullOrWhiteSpace(text))
            {
                yield return new(database, text.Trim());
            }

            begin = token.Index + token.Length;
        }

        if (!string.IsNullOrWhiteSpace(Comment().Replace(script[begin..], "")))
        {
            yield return new(database, script[begin..].Trim());
        }
    }

    // Whatever may hold a semicolon that ends nothing, a command of psql on its own line, and the semicolon.
    [GeneratedRegex("""(?i:\bE)'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*|/\*.*?\*/|\$(?<tag>\w*)\$.*?\$\k<tag>\$|(?<=^[ \t]*)(?<command>\\[^\n]*)|;""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Token();

    [GeneratedRegex("""^\\c(?:onnect)?\s+"?([^\s";]+)"?\s*;?\s*$""")]
    private static partial Regex Connect();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
