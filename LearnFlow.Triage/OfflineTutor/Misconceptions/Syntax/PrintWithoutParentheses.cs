using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>print</c> as a statement, as in Python 2.</summary>
public sealed class PrintWithoutParentheses() : ErrorMisconception("SyntaxError", @"Missing parentheses in call to")
{
    /// <inheritdoc />
    public override string Name => "printWithoutParentheses";

    /// <inheritdoc />
    public override string Source => "Python documentation, What's New in Python 3.0, Print Is A Function";

    /// <inheritdoc />
    public override string Question => "What does `print` need around the things that it prints?";

    /// <inheritdoc />
    public override string Meaning =>
        "`print` is a function, and what a function works on stands in parentheses after its name. Older books leave them out.";

    /// <inheritdoc />
    public override string NextStep => "Put what is to be printed into parentheses.";

    /// <inheritdoc />
    public override string? Example => """
        print("ready")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "After print there are no parentheses.");
}
