using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>A logical line of code.</summary>
/// <param name="All">All lines of the program.</param>
/// <param name="Index">Its place among them.</param>
/// <param name="Number">Number of its first physical line, from 1.</param>
/// <param name="Indent">Columns of white space before it; a tab counts as 8.</param>
/// <param name="Code">The line without texts, comments and outer white space.</param>
public sealed record PythonLine(IReadOnlyList<PythonLine> All, int Index, int Number, int Indent, string Code)
{
    /// <summary>The next line; null after the last.</summary>
    public PythonLine? Next => Index + 1 < All.Count ? All[Index + 1] : null;

    /// <summary>The lines that belong to this one as a block header: those after it that are indented deeper.</summary>
    public IEnumerable<PythonLine> Body => All.Skip(Index + 1).TakeWhile(line => line.Indent > Indent);

    /// <summary>The lines of the body that are not nested deeper.</summary>
    public IEnumerable<PythonLine> Block => Body.Where(line => line.Indent == Body.First().Indent);

    /// <summary>The block headers around this line, innermost first.</summary>
    public IEnumerable<PythonLine> Enclosing
    {
        get
        {
            var indent = Indent;
            for (var index = Index - 1; index >= 0; index--)
            {
                if (All[index].Indent < indent)
                {
                    indent = All[index].Indent;
                    yield return All[index];
                }
            }
        }
    }

    /// <summary>True for the header of a loop.</summary>
    public bool IsLoop => IsHeader("for") || IsHeader("while");

    /// <summary>True when the line starts with <paramref name="keyword"/> as a word.</summary>
    public bool IsHeader(string keyword) => Regex.IsMatch(Code, $@"^{keyword}\b");

    /// <summary>True when <paramref name="name"/> occurs as a whole name.</summary>
    public bool Mentions(string name) => Regex.IsMatch(Code, $@"(?<![\w.]){Regex.Escape(name)}(?!\w)");

    /// <summary>True when the line gives <paramref name="name"/> a value.</summary>
    public bool Binds(string name)
    {
        var n = Regex.Escape(name);
        return Regex.IsMatch(Code, $@"^(?:[\w\s,*()]*,\s*\(?)?{n}\s*(?:,[\w\s,*]*)?\)?\s*(?::[^=]+)?(?:=(?!=)|[-+*/%&|^]=|//=|\*\*=)")
            || Regex.IsMatch(Code, $@"\bfor\s+[\w\s,()]*(?<!\w){n}(?!\w)[\w\s,()]*\bin\b")
            || Regex.IsMatch(Code, $@"^(?:def|class)\s+{n}(?!\w)")
            || Regex.IsMatch(Code, $@"^def\s+\w+\s*\(.*(?<![\w=]){n}(?!\w)\s*(?:[,:=)])")
            || Regex.IsMatch(Code, $@"^(?:from\b.*)?\bimport\b.*(?<!\w){n}(?!\w)")
            || Regex.IsMatch(Code, $@"(?:\bas\s+{n}(?!\w)|(?<!\w){n}\s*:=|^(?:global|nonlocal)\b.*(?<!\w){n}(?!\w))");
    }
}
