using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A key that the dictionary does not have.</summary>
public sealed class MissingKey() : ErrorMisconception("KeyError", @".+")
{
    /// <inheritdoc />
    public override string Name => "missingKey";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 5.5, Dictionaries";

    /// <inheritdoc />
    public override string Question => "Is every key that you ask for in the dictionary, spelt in the same way and of the same type?";

    /// <inheritdoc />
    public override string Meaning =>
        "Asking a dictionary for a key that it does not have is an error. The text \"1\" and the number 1 are different keys.";

    /// <inheritdoc />
    public override string NextStep => "Print the keys just before this line, and compare them with the one that you ask for.";

    /// <inheritdoc />
    public override string? Example => """
        ages = {"Ada": 36}
        if "Alan" in ages:
            print(ages["Alan"])
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"The dictionary has no key {message.Value}.");
}
