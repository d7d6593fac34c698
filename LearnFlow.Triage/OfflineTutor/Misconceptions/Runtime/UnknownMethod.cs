using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A method or attribute that the value does not have.</summary>
public sealed class UnknownMethod() : ErrorMisconception("AttributeError", @"'(\w+)' object has no attribute '(\w+)'")
{
    /// <inheritdoc />
    public override string Name => "unknownMethod";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What kind of value is before the dot, and what can that kind do?";

    /// <inheritdoc />
    public override string Meaning =>
        "Each type has its own methods, and names from other languages such as `push`, `length` or `size` are often not among them.";

    /// <inheritdoc />
    public override string NextStep => "Check the type of the value by printing `type(…)` of it. Then look up what that type offers for what you want.";

    /// <inheritdoc />
    public override string? Example => """
        birds = []
        birds.append("owl")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, $"A {message.Groups[1].Value} has nothing called {message.Groups[2].Value}.");
}
