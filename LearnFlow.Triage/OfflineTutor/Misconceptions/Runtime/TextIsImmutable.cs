using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>One character of a text is to be changed in place.</summary>
public sealed class TextIsImmutable() : ErrorMisconception("TypeError", @"'str' object does not support item (?:assignment|deletion)")
{
    /// <inheritdoc />
    public override string Name => "textIsImmutable";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 3.1.2, Text";

    /// <inheritdoc />
    public override string Question => "Can a text be changed after it was made?";

    /// <inheritdoc />
    public override string Meaning => "A text never changes. Methods and operations make a new text from it.";

    /// <inheritdoc />
    public override string NextStep => "Build a new text from the parts that you want, and give it a name.";

    /// <inheritdoc />
    public override string? Example => """
        word = "cat"
        word = "h" + word[1:]
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "Here a part of a text is to be changed in place.");
}
