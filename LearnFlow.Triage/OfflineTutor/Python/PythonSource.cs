using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>
/// A learner's program as lines that rules can look at: texts and comments blanked out, bracketed lines joined, with
/// their indentation. It reads broken programs too, which no parser does; it is a tokenizer, not a grammar.
/// </summary>
public sealed partial class PythonSource
{
    /// <summary>Programs of learners are far smaller; the bounds keep what a hostile one can cost small.</summary>
    private const int MaxLines = 2000;

    /// <inheritdoc cref="MaxLines" />
    private const int MaxLineLength = 400;

    private PythonSource(string[] raw, IReadOnlyList<PythonLine> lines)
    {
        Raw = raw;
        Lines = lines;
        Functions = [.. lines.Select(PythonFunction.At).OfType<PythonFunction>()];
    }

    /// <summary>The lines as written; the first is line 1.</summary>
    public IReadOnlyList<string> Raw { get; }

    /// <summary>The logical lines that hold code.</summary>
    public IReadOnlyList<PythonLine> Lines { get; }

    /// <summary>The functions, in order.</summary>
    public IReadOnlyList<PythonFunction> Functions { get; }

    /// <summary>Reads a program.</summary>
    public static PythonSource Read(string code)
    {
        code = code.ReplaceLineEndings("\n");
        var raw = code.Split('\n');
        var masked = PythonMask.Of(code).Split('\n');
        var lines = new List<PythonLine>();
        for (var index = 0; index < masked.Length && lines.Count < MaxLines;)
        {
            var first = index;
            var text = masked[index++];
            while (index < masked.Length && text.Length < MaxLineLength && (PythonMask.Depth(text) > 0 || text.EndsWith('\\')))
            {
                text = text.TrimEnd('\\').TrimEnd() + " " + masked[index++].Trim();
            }

            if (text.Trim() is { Length: > 0 } line)
            {
                lines.Add(new PythonLine(lines, lines.Count, first + 1, Indent(text), line[..Math.Min(line.Length, MaxLineLength)]));
            }
        }

        return new PythonSource(raw, lines);
    }

    /// <summary>The logical line that line number <paramref name="number"/> is part of; null when there is none.</summary>
    public PythonLine? At(int? number) => number is null ? null : Lines.LastOrDefault(line => line.Number <= number);

    /// <summary>Line <paramref name="number"/> as written, trimmed; empty when there is none.</summary>
    public string RawAt(int? number) => number is { } n && n >= 1 && n <= Raw.Count ? Raw[n - 1].Trim() : "";

    /// <summary>The lines on which <paramref name="name"/> is given a value (assignment, loop variable, parameter, import, definition).</summary>
    public IEnumerable<PythonLine> Binding(string name) => Lines.Where(line => line.Binds(name));

    /// <summary>Whether every line that gives <paramref name="name"/> a value needs its old value for that (<c>name += 1</c>), in a function.</summary>
    public bool IsOnlyUpdated(string name) =>
        Binding(name).All(line => line.Enclosing.Any() && Regex.IsMatch(line.Code, $@"^{name}\s*(?:[-+*/%&|^]=|//=|\*\*=|=\s*{name}\b)"));

    /// <summary>Every name in the program.</summary>
    public IEnumerable<string> Names() => Lines.SelectMany(line => Identifier().Matches(line.Code)).Select(match => match.Value).Distinct();

    private static int Indent(string line) => line.TakeWhile(char.IsWhiteSpace).Sum(c => c == '\t' ? 8 : 1);

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*")]
    private static partial Regex Identifier();
}
