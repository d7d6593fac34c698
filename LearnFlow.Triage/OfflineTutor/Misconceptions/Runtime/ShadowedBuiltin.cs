using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A variable with the name of a built-in function.</summary>
public sealed partial class ShadowedBuiltin() : ErrorMisconception("TypeError", @"'\w+' object is not callable")
{
    /// <inheritdoc />
    public override string Name => "shadowedBuiltin";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "Did you give one of your variables a name that Python itself uses for a function?";

    /// <inheritdoc />
    public override string Meaning =>
        "After an assignment the name stands for your value. The function of Python that had this name can no longer be called.";

    /// <inheritdoc />
    public override string NextStep => "Give your variable another name, everywhere in the program.";

    /// <inheritdoc />
    public override string? Example => """
        total = sum([1, 2, 3])
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var called = Calls().Matches(evidence.Line?.Code ?? "").Select(match => match.Groups[1].Value);
        var shadowed = called.FirstOrDefault(name => Builtins.Names.Contains(name) && evidence.Source.Binding(name).Any());
        return shadowed is null ? null : new(evidence.ErrorLine, $"{shadowed} is called here, but line {evidence.Source.Binding(shadowed).First().Number} made it a variable.");
    }

    [GeneratedRegex(@"(?<![\w.])(\w+)\s*\(")]
    private static partial Regex Calls();
}
