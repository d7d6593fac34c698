using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A method named but not called.</summary>
public sealed class MethodWithoutCall() : ErrorMisconception("TypeError|AttributeError", @"'(?:builtin_function_or_method|method|function|method_descriptor|type)' object is not (?:iterable|subscriptable)|unsupported operand.*'(?:builtin_function_or_method|method|function)'|not supported between instances of .*'(?:builtin_function_or_method|method|function)'|'(?:builtin_function_or_method|method|function)' object (?:cannot be interpreted|has no attribute|does not support)")
{
    /// <inheritdoc />
    public override string Name => "methodWithoutCall";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "What makes Python carry out a function or method?";

    /// <inheritdoc />
    public override string Meaning => "The name alone stands for the method itself. Only parentheses after it make it work and give a result.";

    /// <inheritdoc />
    public override string NextStep => "Find the name of a function or method in this line that has no parentheses after it.";

    /// <inheritdoc />
    public override string? Example => """
        word = "tree"
        print(word.upper())
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "A function or method is used here as if it were its result.");
}
