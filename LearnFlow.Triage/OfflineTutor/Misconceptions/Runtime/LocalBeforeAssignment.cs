using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A function changes an outer variable without knowing it.</summary>
public sealed class LocalBeforeAssignment() : ErrorMisconception("UnboundLocalError", @"local variable '(\w+)'")
{
    /// <inheritdoc />
    public override string Name => "localBeforeAssignment";

    /// <inheritdoc />
    public override string Source => "Python documentation, Programming FAQ, Why am I getting an UnboundLocalError when the variable has a value?";

    /// <inheritdoc />
    public override string Question => "When a function gives a value to a name, whose name is that?";

    /// <inheritdoc />
    public override string Meaning =>
        "A name that gets a value anywhere in a function belongs to that function, in all its lines. The variable outside with the same name is another one.";

    /// <inheritdoc />
    public override string NextStep => "Hand the value in as a parameter and hand the new one back with `return`.";

    /// <inheritdoc />
    public override string? Example => """
        def with_tax(price):
            return price * 2

        cost = with_tax(10)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        evidence.Source.Binding(message.Groups[1].Value).All(line => line.Enclosing.Any()) ? null : // no variable outside has that name
        new(evidence.ErrorLine, $"{message.Groups[1].Value} belongs to this function, because the function gives it a value, and here it has none yet.");
}
