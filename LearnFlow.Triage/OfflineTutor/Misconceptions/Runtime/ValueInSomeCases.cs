using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A name gets its value only inside a loop or condition that did not run.</summary>
public sealed class ValueInSomeCases() : ErrorMisconception("UnboundLocalError", @"local variable '(\w+)'")
{
    /// <inheritdoc />
    public override string Name => "valueInSomeCases";

    /// <inheritdoc />
    public override string Source => "J. Spohrer and E. Soloway, Novice Mistakes: Are the Folk Wisdoms Correct?, CACM 1986";

    /// <inheritdoc />
    public override string Question => "Does every name get its value in every case, also when a loop has nothing to go through or no condition is true?";

    /// <inheritdoc />
    public override string Meaning =>
        "A line inside a loop or a condition runs only in some cases. In a case where it does not run, its name has no value.";

    /// <inheritdoc />
    public override string NextStep =>
        "Follow the function with the input that fails: which line should have given the name its value, and why did it not run? Then decide which value is right in that case.";

    /// <inheritdoc />
    public override string? Example => """
        def last_of(items):
            found = None
            for item in items:
                found = item
            return found

        print(last_of([]))
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var name = message.Groups[1].Value;
        var bindings = evidence.Source.Binding(name).Where(line => line.Number < evidence.ErrorLine).ToList();
        return bindings.Count > 0 && bindings.All(line => line.IsLoop || line.Enclosing.TakeWhile(header => !header.IsHeader("def")).Any())
            ? new(evidence.ErrorLine, $"{name} has no value here: line {bindings[^1].Number}, which would give it one, did not run.")
            : null;
    }
}
