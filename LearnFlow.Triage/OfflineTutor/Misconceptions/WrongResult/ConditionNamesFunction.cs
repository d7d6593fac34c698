using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A condition that tests a function instead of its answer.</summary>
public sealed class ConditionNamesFunction : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "conditionNamesFunction";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "Does your condition ask the function, or only name it?";

    /// <inheritdoc />
    public override string Meaning => "A function without parentheses is always true in a condition. Its answer comes only from a call.";

    /// <inheritdoc />
    public override string NextStep => "Call the method in the condition, so that its answer is what is asked for.";

    /// <inheritdoc />
    public override string? Example => """
        if "abc".isalpha():
            print("letters")
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => Regex.IsMatch(line.Code, @"^(?:if|elif|while)\b.*\.(?:isdigit|isalpha|isalnum|isupper|islower|isspace|startswith|endswith|lower|upper)\s*(?:$|:|\s(?:and|or)\b|==)"));
        return line is null ? null : new(line.Number, "The condition names a method without calling it.");
    }
}
