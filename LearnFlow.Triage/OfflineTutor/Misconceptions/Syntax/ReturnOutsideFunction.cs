using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>return</c> where there is no function.</summary>
public sealed class ReturnOutsideFunction() : ErrorMisconception("SyntaxError", @"'return' outside function")
{
    /// <inheritdoc />
    public override string Name => "returnOutsideFunction";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "Where can a program give a value back, and to whom?";

    /// <inheritdoc />
    public override string Meaning =>
        "`return` ends a function and hands its value to the line that called it. Outside a function there is nobody to hand it to.";

    /// <inheritdoc />
    public override string NextStep =>
        "Should this line be inside the function? Then indent it like the lines of the function. Otherwise you may want to show the value.";

    /// <inheritdoc />
    public override string? Example => """
        def double(number):
            return number * 2
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "This return is not inside a function.");
}
