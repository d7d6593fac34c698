using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>The result of a method that changes its list is kept.</summary>
public sealed partial class ResultOfInPlaceMethod() : ErrorMisconception("TypeError|AttributeError", @"NoneType")
{
    /// <inheritdoc />
    public override string Name => "resultOfInPlaceMethod";

    /// <inheritdoc />
    public override string Source => "Python documentation, Programming FAQ, Why doesn't list.sort() return the sorted list?";

    /// <inheritdoc />
    public override string Question => "Does this method give something back, or does it change the list itself?";

    /// <inheritdoc />
    public override string Meaning =>
        "Methods such as `sort`, `append` and `reverse` change the list and give back `None`. Whoever keeps their result keeps `None`.";

    /// <inheritdoc />
    public override string NextStep => "Let the method stand alone on its line; afterwards use the list.";

    /// <inheritdoc />
    public override string? Example => """
        letters = ["c", "a"]
        letters.sort()
        print(letters)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        foreach (var line in evidence.Source.Lines)
        {
            if (Kept().Match(line.Code) is { Success: true } kept)
            {
                return new(line.Number, $"The result of {kept.Groups[1].Value} is kept, but {kept.Groups[1].Value} gives back None.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<![=!<>])=\s*[\w.\[\]]+\.(sort|append|reverse|extend|insert|remove|clear|update|shuffle|add)\(")]
    private static partial Regex Kept();
}
