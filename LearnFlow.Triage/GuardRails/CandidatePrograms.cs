using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnFlow.Triage.GuardRails;

/// <summary>
/// What a piece of code in an answer amounts to when a learner puts it where the answer says: a solution in pieces is a
/// solution. Only obvious places are tried, so that few programs have to be verified.
/// </summary>
internal static partial class CandidatePrograms
{
    /// <summary>The programs, at most four.</summary>
    /// <param name="code">The piece of code.</param>
    /// <param name="learnerCode">The learner's program.</param>
    /// <param name="place">The words around the piece, which may name a line.</param>
    public static IEnumerable<string> Of(string code, string learnerCode, string place)
    {
        var piece = code.ReplaceLineEndings("\n").Trim('\n');
        var lines = learnerCode.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        if (Array.FindIndex(lines, line => Heading().IsMatch(line)) is var heading and >= 0 && !Heading().IsMatch(piece))
        {
            yield return $"{string.Join('\n', lines[..(heading + 1)])}\n{Indented(piece, Indent(lines[heading]) + "    ")}"; // as the whole body
        }

        if (LineNumber().Matches(place).LastOrDefault() is { } named
            && int.Parse(named.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var number && number >= 1 && number <= lines.Length)
        {
            yield return string.Join('\n', [.. lines[..(number - 1)], Indented(piece, Indent(lines[number - 1])), .. lines[number..]]);
        }

        yield return $"{learnerCode.TrimEnd()}\n{Indented(piece, Indent(lines[^1]))}";
    }

    private static string Indent(string line) => line[..(line.Length - line.TrimStart().Length)];

    private static string Indented(string piece, string indent)
    {
        var own = piece.Split('\n').Where(line => line.Trim().Length > 0).Select(Indent).MinBy(blank => blank.Length) ?? "";
        return string.Join('\n', piece.Split('\n').Select(line => line.Trim().Length == 0 ? "" : indent + line[own.Length..]));
    }

    [GeneratedRegex(@"^\s*def\s+\w+.*:", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bline (\d{1,4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex LineNumber();
}
