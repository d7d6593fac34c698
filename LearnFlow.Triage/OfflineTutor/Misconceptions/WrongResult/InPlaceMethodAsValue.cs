using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>The result of a method that only changes its list is given on.</summary>
public sealed partial class InPlaceMethodAsValue : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "inPlaceMethodAsValue";

    /// <inheritdoc />
    public override string Source => "Python documentation, Programming FAQ, Why doesn't list.sort() return the sorted list?";

    /// <inheritdoc />
    public override string Question => "Does every method that you use give something back, or does it change the list itself?";

    /// <inheritdoc />
    public override string Meaning =>
        "Methods such as `append`, `remove` and `sort` change the list and give back `None`. Whoever uses their result gets `None`.";

    /// <inheritdoc />
    public override string NextStep =>
        "Print what this call gives back. Then let the method stand alone on its line, and use the list or the item itself.";

    /// <inheritdoc />
    public override string? Example => """
        queue = ["Ada", "Ben"]
        queue.reverse()
        print(queue)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        foreach (var line in source.Lines)
        {
            if (Used().Match(line.Code) is { Success: true } used && source.Functions.All(function => function.Name != used.Groups[1].Value))
            {
                return new(line.Number, $"The result of {used.Groups[1].Value} is used here, but it gives back None.");
            }
        }

        return null;
    }

    /// <inheritdoc />
    /// <remarks>A program that does not need the result may still work: looked for only when a test fails.</remarks>
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.WrongResult;

    [GeneratedRegex(@"(?:(?<![=!<>])=|\breturn|[(,])\s*[A-Za-z_][\w.\[\]]*\.(append|extend|insert|remove|sort|reverse|clear)\(")]
    private static partial Regex Used();
}
