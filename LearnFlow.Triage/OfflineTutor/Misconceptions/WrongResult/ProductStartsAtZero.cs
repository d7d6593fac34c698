using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A product that starts at 0.</summary>
public sealed partial class ProductStartsAtZero : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "productStartsAtZero";

    /// <inheritdoc />
    public override string Source => "J. Spohrer and E. Soloway, Novice Mistakes: Are the Folk Wisdoms Correct?, CACM 1986";

    /// <inheritdoc />
    public override string Question => "What should your total be before the first number is worked in?";

    /// <inheritdoc />
    public override string Meaning => "Zero times anything is zero. A sum may start at 0, but a product that does stays there.";

    /// <inheritdoc />
    public override string NextStep => "Which start value does not change a product when you multiply by it?";

    /// <inheritdoc />
    public override string? Example => """
        sides = 2
        sides *= 5
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var line in source.Lines)
        {
            if (Zero().Match(line.Code) is { Success: true } zero
                && line.Next is { IsLoop: true } loop
                && loop.Body.Where(inner => inner.Binds(zero.Groups[1].Value)).ToList() is { Count: > 0 } changes
                && changes.All(inner => Regex.IsMatch(inner.Code, $@"^{zero.Groups[1].Value}\s*(?:\*=|=\s*{zero.Groups[1].Value}\s*\*)")))
            {
                return new(line.Number, $"{zero.Groups[1].Value} starts at 0 and is then only multiplied.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(\w+)\s*=\s*0$")]
    private static partial Regex Zero();
}
