using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A character that looks right but is another one.</summary>
public sealed class TypographicCharacter() : ErrorMisconception("SyntaxError", @"invalid (?:character '(.+?)'|non-printable character)")
{
    /// <inheritdoc />
    public override string Name => "typographicCharacter";

    /// <inheritdoc />
    public override string Source => "Common practice in teaching Python";

    /// <inheritdoc />
    public override string Question => "Was some of this code copied from a text document or a web page?";

    /// <inheritdoc />
    public override string Meaning =>
        "Word processors change quotes, minus signs and spaces into nicer ones. Python knows only the plain ones of the keyboard.";

    /// <inheritdoc />
    public override string NextStep => "Delete the sign that the message shows and type it again.";

    /// <inheritdoc />
    public override string? Example => """
        print("plain quotes")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"The line has a character that Python does not know{(message.Groups[1] is { Success: true } sign ? $": {sign.Value}" : "")}.");
}
