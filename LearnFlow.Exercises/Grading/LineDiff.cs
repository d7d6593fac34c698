namespace LearnFlow.Exercises.Grading;

/// <summary>A readable difference of two outputs: common lines, then what is missing (<c>- </c>) and what is too much (<c>+ </c>).</summary>
public static class LineDiff
{
    /// <summary>Longer texts are compared by their first lines only; the table of the comparison grows with the square.</summary>
    public const int MaxLines = 200;

    /// <summary>The lines of the difference, by a longest common subsequence.</summary>
    public static IReadOnlyList<string> Of(string expected, string actual)
    {
        var left = OutputLines.Of(expected).Take(MaxLines).ToArray();
        var right = OutputLines.Of(actual).Take(MaxLines).ToArray();
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        var (l, r) = (0, 0);
        while (l < left.Length || r < right.Length)
        {
            if (l < left.Length && r < right.Length && left[l] == right[r])
            {
                lines.Add("  " + left[l++]);
                r++;
            }
            else if (l < left.Length && (r == right.Length || common[l + 1, r] >= common[l, r + 1]))
            {
                lines.Add("- " + left[l++]);
            }
            else
            {
                lines.Add("+ " + right[r++]);
            }
        }
        return lines;
    }
}
