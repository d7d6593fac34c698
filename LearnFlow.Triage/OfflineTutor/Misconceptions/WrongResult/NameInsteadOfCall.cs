using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A function or method named on a line but not called.</summary>
public sealed partial class NameInsteadOfCall : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "nameInsteadOfCall";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What makes Python carry out a function?";

    /// <inheritdoc />
    public override string Meaning => "The name alone stands for the function and does nothing. Parentheses after it make it work.";

    /// <inheritdoc />
    public override string NextStep => "Find the name that should do something here, and call it.";

    /// <inheritdoc />
    public override string? Example => """
        def greet():
            print("hello")

        greet()
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Method().IsMatch(line.Code) || source.Functions.Any(f => f.Name == line.Code || Regex.IsMatch(line.Code, $@"^\w+\s*=\s*{f.Name}$")));
        return line is null ? null : new(line.Number, "A function is named here, but not called.");
    }

    [GeneratedRegex(@"^(?:\w+\s*=\s*)?[\w.]+\.(?:sort|append|reverse|upper|lower|strip|pop|clear|split|close|copy)$|^print$")]
    private static partial Regex Method();
}
