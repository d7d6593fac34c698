using LearnFlow.Exercises.Content;

namespace LearnFlow.Tests.Exercises;

/// <summary>
/// Finds lines of a reference solution inside its hints, ignoring white space. Lines that the learner already has, the
/// headings of functions and classes, and lines too short to mean anything (under 10 characters) do not count.
/// </summary>
internal static class HintLeak
{
    private const int ShortestLine = 10;

    public static IEnumerable<(string Hint, string Line)> Find(ExerciseContent exercise)
    {
        var given = Lines(exercise.Starter + "\n" + exercise.Program).ToHashSet();
        var secret = Lines(exercise.Solution)
            .Where(line => line.Length >= ShortestLine && !given.Contains(line))
            .Where(line => !line.StartsWith("def", StringComparison.Ordinal) && !line.StartsWith("class", StringComparison.Ordinal)
                && !line.StartsWith("import", StringComparison.Ordinal) && !line.StartsWith("from", StringComparison.Ordinal))
            .ToList();
        return exercise.Hints.SelectMany(hint => secret
            .Where(line => Squeeze(hint).Contains(line, StringComparison.Ordinal))
            .Select(line => (hint, line)));
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(Squeeze);

    private static string Squeeze(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
