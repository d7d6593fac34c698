using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A return that ends the loop in its first round.</summary>
public sealed class ReturnInFirstRound : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "returnInFirstRound";

    /// <inheritdoc />
    public override string Source => "J. Spohrer and E. Soloway, Novice Mistakes: Are the Folk Wisdoms Correct?, CACM 1986";

    /// <inheritdoc />
    public override string Question => "How many rounds does your loop make before the function returns?";

    /// <inheritdoc />
    public override string Meaning =>
        "`return` ends the whole function at once, the loop too. Here it comes in every case of the first round, so the other items are never looked at.";

    /// <inheritdoc />
    public override string NextStep =>
        "Follow the loop by hand for a list of three items. When may the function be sure of its answer: after one item, or after all?";

    /// <inheritdoc />
    public override string? Example => """
        def has_even(numbers):
            for number in numbers:
                if number % 2 == 0:
                    return True
            return False
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var loop in source.Lines.Where(line => line.IsHeader("for") && !line.Body.Any(inner => inner.Code.EndsWith("continue", StringComparison.Ordinal))))
        {
            var block = loop.Block.ToList();
            var last = block.LastOrDefault();
            if (last?.IsHeader("return") == true && block.Count > 1) // a return alone is a way to take the first item
            {
                return new(last.Number, "This return ends the loop in its first round.");
            }

            if (block is [.., { } condition, { } otherwise] && condition.IsHeader("if") && otherwise.IsHeader("else")
                && condition.Block.LastOrDefault()?.IsHeader("return") == true && otherwise.Block.LastOrDefault() is { } end && end.IsHeader("return"))
            {
                return new(end.Number, "Whether the condition is true or not, the function returns in the first round of the loop.");
            }
        }

        return null;
    }
}
