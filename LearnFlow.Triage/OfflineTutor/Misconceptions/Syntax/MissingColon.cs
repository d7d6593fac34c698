using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>No colon at the end of a block header.</summary>
public sealed partial class MissingColon() : ErrorMisconception("SyntaxError", @"expected ':'|invalid syntax")
{
    /// <inheritdoc />
    public override string Name => "missingColon";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 8.1, Syntax Errors";

    /// <inheritdoc />
    public override string Question => "How does Python know that a header line such as `if`, `for`, `while` or `def` is complete?";

    /// <inheritdoc />
    public override string Meaning => "Each line that opens a block ends in a colon; the colon tells Python that the indented lines belong to it.";

    /// <inheritdoc />
    public override string NextStep => "Read the end of that line aloud, and add the sign that announces \"and now comes what to do\".";

    /// <inheritdoc />
    public override string? Example => """
        week = ["Mon", "Tue"]
        for day in week:
            print(day)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var line = evidence.Line;
        return line is not null && Header().IsMatch(line.Code) && !line.Code.Contains(':')
            ? new(line.Number, "The line opens a block, but there is no colon at its end.")
            : null;
    }

    [GeneratedRegex(@"^(?:if|elif|else|for|while|def|class|try|except|finally|with)\b")]
    private static partial Regex Header();
}
