namespace LearnFlow.Sandbox.Analyze;

/// <summary>
/// Answer of <c>POST /analyze</c>: what the program is made of, by Python's own parser. Lines and columns count from 1;
/// every list has at most 500 elements, in the order of the program.
/// </summary>
/// <param name="Ok">False when it does not compile; then only <paramref name="SyntaxError"/> says something.</param>
/// <param name="SyntaxError">Why it does not compile.</param>
public sealed record AnalyzeResult(bool Ok, SyntaxError? SyntaxError = null)
{
    /// <summary>Functions and methods.</summary>
    public IReadOnlyList<DefinedFunction> Functions { get; init; } = [];

    /// <summary>Classes.</summary>
    public IReadOnlyList<DefinedClass> Classes { get; init; } = [];

    /// <summary>Imported modules.</summary>
    public IReadOnlyList<ImportedModule> Imports { get; init; } = [];

    /// <summary>Names that are set: by <c>=</c>, as loop variables and by <c>with … as</c>.</summary>
    public IReadOnlyList<NameAtLine> Assignments { get; init; } = [];

    /// <summary>Calls of names (<c>print</c>, <c>math.sqrt</c>).</summary>
    public IReadOnlyList<NameAtLine> Calls { get; init; } = [];

    /// <summary>Loops.</summary>
    public IReadOnlyList<ProgramLoop> Loops { get; init; } = [];

    /// <summary>Names that are set and never read.</summary>
    public IReadOnlyList<string> UnusedNames { get; init; } = [];

    /// <summary>Names that are read and nowhere set, at each place.</summary>
    public IReadOnlyList<NameAtLine> UndefinedNames { get; init; } = [];

    /// <summary>What the compiler warns of (<c>is</c> with a literal, …).</summary>
    public IReadOnlyList<CompilerWarning> Warnings { get; init; } = [];
}

/// <summary>Why a program does not compile.</summary>
/// <param name="Message">Python's words.</param>
/// <param name="Line">Where it starts.</param>
/// <param name="Column">Where it starts.</param>
/// <param name="EndLine">Where it ends, if Python knows.</param>
/// <param name="EndColumn">Where it ends, if Python knows.</param>
/// <param name="Text">The line.</param>
public sealed record SyntaxError(string Message, int Line, int Column, int? EndLine = null, int? EndColumn = null, string? Text = null);

/// <summary>A function or method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Its first line.</param>
/// <param name="EndLine">Its last line.</param>
/// <param name="Parameters">Their names; <c>*args</c> and <c>**kwargs</c> with their stars.</param>
/// <param name="HasReturn">True when it returns a value somewhere.</param>
/// <param name="Calls">What it calls, each name once.</param>
public sealed record DefinedFunction(string Name, int Line, int EndLine, IReadOnlyList<string> Parameters, bool HasReturn, IReadOnlyList<string> Calls);

/// <summary>A class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Its first line.</param>
/// <param name="EndLine">Its last line.</param>
/// <param name="Bases">Names of its base classes.</param>
/// <param name="Methods">Names of the functions in it.</param>
public sealed record DefinedClass(string Name, int Line, int EndLine, IReadOnlyList<string> Bases, IReadOnlyList<string> Methods);

/// <summary>An import.</summary>
/// <param name="Module">The module, with leading dots when it is relative.</param>
/// <param name="Line">Where.</param>
public sealed record ImportedModule(string Module, int Line);

/// <summary>A name somewhere.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">Where.</param>
public sealed record NameAtLine(string Name, int Line);

/// <summary>A loop.</summary>
/// <param name="Kind"><c>for</c>, <c>while</c> or <c>comprehension</c>.</param>
/// <param name="Line">Its first line.</param>
/// <param name="EndLine">Its last line.</param>
public sealed record ProgramLoop(string Kind, int Line, int EndLine);

/// <summary>A warning of the compiler.</summary>
/// <param name="Line">Where.</param>
/// <param name="Message">Python's words.</param>
public sealed record CompilerWarning(int Line, string Message);
