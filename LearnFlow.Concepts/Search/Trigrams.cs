namespace LearnFlow.Concepts.Search;

/// <summary>How alike two words are, by their groups of three letters; it forgives typing mistakes.</summary>
internal static class Trigrams
{
    /// <summary>The groups of a word, its start and end marked by blanks.</summary>
    public static HashSet<string> Of(string word)
    {
        var padded = $"  {word} ";
        return [.. Enumerable.Range(0, padded.Length - 2).Select(at => padded.Substring(at, 3))];
    }

    /// <summary>Dice's coefficient, from 0 (nothing in common) to 1 (equal).</summary>
    public static double Likeness(HashSet<string> one, HashSet<string> other) =>
        2.0 * one.Count(other.Contains) / (one.Count + other.Count);
}
