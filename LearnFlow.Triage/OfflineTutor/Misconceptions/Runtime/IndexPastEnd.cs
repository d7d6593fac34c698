using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>An index as large as the length.</summary>
public sealed partial class IndexPastEnd() : ErrorMisconception("IndexError", @"index out of range")
{
    /// <inheritdoc />
    public override string Name => "indexPastEnd";

    /// <inheritdoc />
    public override string Source => "R. Pea, Language-Independent Conceptual Bugs in Novice Programming, 1986";

    /// <inheritdoc />
    public override string Question => "If a list has three items, what is the index of the last one?";

    /// <inheritdoc />
    public override string Meaning =>
        "Positions are counted from 0, so the last index is the length minus one. An index as large as the length is past the end.";

    /// <inheritdoc />
    public override string NextStep => "Write down the first and the last index that this line uses, for a list of three items.";

    /// <inheritdoc />
    public override string? Example => """
        week = ["Mo", "Tu", "We"]
        print(week[2])
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, PastEnd().IsMatch(string.Join('\n', evidence.Source.Lines.Select(line => line.Code)))
            ? "The index goes as far as the length, which is one too far."
            : "The index is larger than the last position.");

    [GeneratedRegex(@"len\([^()]*\)\s*\+\s*1|\[\s*len\([^()]*\)\s*\]|<=\s*len\(|\[\s*\w+\s*\+\s*1\s*\]")]
    private static partial Regex PastEnd();
}
