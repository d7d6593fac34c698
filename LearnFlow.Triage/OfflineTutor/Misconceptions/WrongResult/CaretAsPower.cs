using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>^</c> for a power.</summary>
public sealed class CaretAsPower : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "caretAsPower";

    /// <inheritdoc />
    public override string Source => "Python language reference, section 6.9, Binary bitwise operations";

    /// <inheritdoc />
    public override string Question => "How does Python write \"to the power of\"?";

    /// <inheritdoc />
    public override string Meaning => "The sign `^` combines the bits of two numbers. A power is written with two stars.";

    /// <inheritdoc />
    public override string NextStep => "Replace the sign by the one for powers.";

    /// <inheritdoc />
    public override string? Example => """
        print(2 ** 10)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"[\w)]\s*\^\s*\d"));
        return line is null ? null : new(line.Number, "The sign ^ is used as if it meant a power.");
    }

    /// <inheritdoc />
    /// <remarks>Common in programs that work, too: looked for only when a test fails.</remarks>
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.WrongResult;
}
