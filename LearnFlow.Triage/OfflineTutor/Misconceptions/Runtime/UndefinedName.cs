using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A name that nothing ever gave a value.</summary>
public sealed class UndefinedName() : ErrorMisconception("NameError", @"name '(\w+)' is not defined")
{
    /// <inheritdoc />
    public override string Name => "undefinedName";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "Does every name in your program get a value before it is used?";

    /// <inheritdoc />
    public override string Meaning => "Python looks for the value of this name and finds none. A name gets its value from `=`, as a parameter, in a `for` line or by an import.";

    /// <inheritdoc />
    public override string NextStep => "Decide what this name should stand for, and where it gets its value.";

    /// <inheritdoc />
    public override string? Example => """
        score = 0
        print(score)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"No line gives {message.Groups[1].Value} a value.");
}
