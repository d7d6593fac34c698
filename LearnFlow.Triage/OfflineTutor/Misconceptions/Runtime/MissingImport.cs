using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A module of the standard library used without import.</summary>
public sealed class MissingImport() : ErrorMisconception("NameError", @"name '(math|random|string|json|sys|os|re|time|datetime|statistics|itertools|collections|functools)' is not defined")
{
    /// <inheritdoc />
    public override string Name => "missingImport";

    /// <inheritdoc />
    public override string Source => "Python tutorial, chapter 6, Modules";

    /// <inheritdoc />
    public override string Question => "What has to be said before a module can be used?";

    /// <inheritdoc />
    public override string Meaning => "A module such as `math` or `random` is not there until the program imports it.";

    /// <inheritdoc />
    public override string NextStep => "Say at the top of the program that you use it.";

    /// <inheritdoc />
    public override string? Example => """
        import time
        print(time.time())
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        evidence.Source.Binding(message.Groups[1].Value).Any()
            ? null
            : new(evidence.ErrorLine, $"The module {message.Groups[1].Value} is used but nowhere imported.");
}
