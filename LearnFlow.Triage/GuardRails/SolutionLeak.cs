namespace LearnFlow.Triage.GuardRails;

/// <summary>Whether an answer gives the reference solution away.</summary>
public static class SolutionLeak
{
    /// <summary>Fewer tokens in a row are everyday Python, not a solution.</summary>
    private const int FewestTokens = 12;

    /// <summary>This share of the solution in one piece is a leak.</summary>
    private const double Share = 0.5;

    /// <summary>
    /// True when at least half of the solution's tokens, and no fewer than 12, stand in the answer in one piece, in code
    /// or in text; other names for the same things do not hide it.
    /// </summary>
    public static bool IsIn(string answer, string solution)
    {
        var wanted = Renamed(PythonTokens.Of(solution));
        var given = Renamed(PythonTokens.Of(answer));
        return LongestCommonRun(given, wanted) >= Math.Max(FewestTokens, Share * wanted.Count);
    }

    /// <summary>Names that a program chooses itself become one placeholder, so that renaming does not hide a copy.</summary>
    private static List<string> Renamed(IReadOnlyList<string> tokens) =>
        [.. tokens.Select(token => IsName(token) && !Words.Contains(token) ? "name" : token)];

    private static bool IsName(string token) => char.IsLetter(token[0]) || token[0] == '_';

    /// <summary>Longest common substring by rows, O(n·m) time and O(m) memory; answers and solutions are short.</summary>
    private static int LongestCommonRun(List<string> one, List<string> other)
    {
        var longest = 0;
        var row = new int[other.Count + 1];
        foreach (var token in one)
        {
            for (var at = other.Count; at > 0; at--)
            {
                row[at] = token == other[at - 1] ? row[at - 1] + 1 : 0;
                longest = Math.Max(longest, row[at]);
            }
        }

        return longest;
    }

    /// <summary>Words of the language and its most used functions keep their names.</summary>
    private static readonly HashSet<string> Words =
    [
        "def", "return", "for", "while", "if", "elif", "else", "in", "not", "and", "or", "is", "import", "from", "class", "with", "as", "try",
        "except", "lambda", "yield", "break", "continue", "pass", "True", "False", "None", "range", "len", "print", "input", "int", "str",
        "float", "list", "dict", "set", "sum", "min", "max", "sorted", "append", "enumerate", "zip", "abs", "round",
    ];
}
