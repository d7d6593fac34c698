using System.Collections.Frozen;

namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>Names that Python brings along and that beginners use.</summary>
internal static class Builtins
{
    /// <summary>Functions and types.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.Create(
        "abs", "all", "any", "bool", "chr", "dict", "divmod", "enumerate", "filter", "float", "format", "input", "int", "isinstance",
        "len", "list", "map", "max", "min", "next", "open", "ord", "pow", "print", "range", "repr", "reversed", "round", "set",
        "sorted", "str", "sum", "tuple", "type", "zip", "True", "False", "None");
}
