namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>Whether one name was probably meant as another.</summary>
internal static class Spelling
{
    /// <summary>
    /// True when the names differ only in capital letters, or by one slip (two in names of six letters and more):
    /// a letter too much, too few, another one, or two exchanged. Names of one or two letters are never taken for slips.
    /// </summary>
    public static bool IsNear(string name, string other) =>
        name.Equals(other, StringComparison.OrdinalIgnoreCase)
        || (Math.Min(name.Length, other.Length) > 2 && Distance(name, other) <= (name.Length >= 6 ? 2 : 1));

    /// <summary>Optimal string alignment distance (Damerau and Levenshtein, without edits of edited parts).</summary>
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[one.Length, other.Length];
    }
}
