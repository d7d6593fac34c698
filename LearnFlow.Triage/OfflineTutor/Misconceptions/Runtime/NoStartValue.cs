using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A name is counted up that never got a first value.</summary>
public sealed class NoStartValue() : ErrorMisconception("UnboundLocalError", @"local variable '(\w+)'")
{
    /// <inheritdoc />
    public override string Name => "noStartValue";

    /// <inheritdoc />
    public override string Source => "J. Spohrer and E. Soloway, Novice Mistakes: Are the Folk Wisdoms Correct?, CACM 1986";

    /// <inheritdoc />
    public override string Question => "Which value does your counter or total have before the first round?";

    /// <inheritdoc />
    public override string Meaning =>
        "A line such as `n += 1` takes the old value and adds to it. The first time, there is no old value yet.";

    /// <inheritdoc />
    public override string NextStep =>
        "Which line of the function should give the name its first value, and which value is right before anything was counted?";

    /// <inheritdoc />
    public override string? Example => """
        laps = 0
        for lap in ["a", "b"]:
            laps += 1
        print(laps)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        evidence.Source.IsOnlyUpdated(message.Groups[1].Value)
            ? new(evidence.ErrorLine, $"{message.Groups[1].Value} is changed here, but no line of the function gives it a first value.")
            : null;
}
