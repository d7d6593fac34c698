using System.Globalization;
using System.Text.RegularExpressions;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Runtimes.Python;

/// <summary>Reads the exception that ended a program out of what Python wrote to standard error.</summary>
internal static partial class PythonTraceback
{
    private const string GroupHeading = "  + Exception Group Traceback";

    public static ProgramError? Parse(string error, string entry)
    {
        var lines = error.Split('\n');
        var group = Array.FindIndex(lines, line => line.StartsWith(GroupHeading, StringComparison.Ordinal));
        if (group >= 0)
            return ParseGroup(lines[group..], entry);

        var last = Array.FindLastIndex(lines, line => Frame().IsMatch(line) || line == "Traceback (most recent call last):");
        if (last < 0)
            return null;
        var raised = Array.FindIndex(lines, last + 1, line => line.Length > 0 && !char.IsWhiteSpace(line[0]));
        if (raised < 0 || !Raised().IsMatch(lines[raised]))
            return null;
        var start = Array.FindLastIndex(lines, last, line => line == "Traceback (most recent call last):");
        return Exception(string.Join('\n', lines[raised..]), LastLine(lines[Math.Max(start, 0)..raised], entry));
    }

    // Of a group, its own frames and its own text come first; those of its members are indented further.
    private static ProgramError? ParseGroup(string[] lines, string entry)
    {
        var raised = Array.FindIndex(lines, line => line.StartsWith("  | ", StringComparison.Ordinal) && Raised().IsMatch(line[4..]));
        return raised < 0 ? null : Exception(lines[raised][4..], LastLine(lines[..raised], entry));
    }

    private static ProgramError Exception(string text, int? line)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0
            ? new ProgramError(text.Trim(), null, line)
            : new ProgramError(text[..colon], text[(colon + 2)..].Trim(), line);
    }

    private static int? LastLine(string[] lines, string entry)
    {
        var frame = lines.Select(line => Frame().Match(line)).LastOrDefault(match => match.Groups["file"].Value == entry);
        return frame is null ? null : int.Parse(frame.Groups["line"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""^\s+(?:\|\s+)?File "(?<file>[^"]+)", line (?<line>\d{1,9})""", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();

    [GeneratedRegex("""^[A-Za-z_][\w.]*(?::|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Raised();
}
