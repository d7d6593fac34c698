namespace LearnFlow.Exercises.Grading;

/// <summary>What counts in an output, as a teacher reads it.</summary>
public static class OutputLines
{
    /// <summary>Whether two outputs are the same line by line, without white space at the ends of lines and of the text.</summary>
    public static bool AreEqual(string expected, string actual) => Of(expected).SequenceEqual(Of(actual));

    /// <summary>The lines that count.</summary>
    public static IReadOnlyList<string> Of(string text)
        => [.. text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())];
}
