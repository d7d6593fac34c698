using System.Collections.Immutable;

namespace LearnFlow.Triage.Attempts;

/// <summary>
/// A program as one 32-bit hash per line that holds something: enough to see whether and how much it was changed,
/// at a few bytes a line, for as long as the window lasts.
/// </summary>
/// <param name="Lines">FNV-1a of each line without trailing white space; blank lines are left out.</param>
public sealed record CodeFingerprint(ImmutableArray<int> Lines)
{
    /// <summary>Longer programs are compared by their first lines.</summary>
    private const int MaxLines = 500;

    /// <summary>The fingerprint of <paramref name="code"/>.</summary>
    public static CodeFingerprint Of(string code)
    {
        var lines = ImmutableArray.CreateBuilder<int>();
        foreach (var line in code.AsSpan().EnumerateLines())
        {
            var content = line.TrimEnd();
            if (!content.IsEmpty && lines.Count < MaxLines)
            {
                lines.Add(Hash(content));
            }
        }

        return new CodeFingerprint(lines.ToImmutable());
    }

    /// <summary>True when both programs have the same lines in the same order.</summary>
    public bool IsSameAs(CodeFingerprint other) => Lines.AsSpan().SequenceEqual(other.Lines.AsSpan());

    /// <summary>How many lines were added or removed from the one program to the other; a changed line counts as both.</summary>
    public int LinesChanged(CodeFingerprint other)
    {
        var balance = new Dictionary<int, int>();
        foreach (var line in Lines)
        {
            balance[line] = balance.GetValueOrDefault(line) + 1;
        }

        foreach (var line in other.Lines)
        {
            balance[line] = balance.GetValueOrDefault(line) - 1;
        }

        return balance.Values.Sum(Math.Abs);
    }

    private static int Hash(ReadOnlySpan<char> line)
    {
        var hash = 2166136261u;
        foreach (var character in line)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return unchecked((int)hash);
    }
}
