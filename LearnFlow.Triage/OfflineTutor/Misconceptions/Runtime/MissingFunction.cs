using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>The function that a test calls is not there.</summary>
public sealed class MissingFunction() : ErrorMisconception("Missing", @"named (\w+)")
{
    /// <inheritdoc />
    public override string Name => "missingFunction";

    /// <inheritdoc />
    public override string Source => "common practice: the commonest reason for a program that passes no test of a course";

    /// <inheritdoc />
    public override string Question => "Which function does the task ask for, and does your program define it under exactly that name?";

    /// <inheritdoc />
    public override string Meaning =>
        "A test calls a function by its name. It must be spelt exactly as in the task, and its `def` must start at the left edge, not inside another function or condition.";

    /// <inheritdoc />
    public override string NextStep =>
        "Compare the name after `def` in your program with the name in the task, letter by letter. If the function is not there yet, write its first line and a body that gives back a fixed value, and run it.";

    /// <inheritdoc />
    public override string? Example => """
        def perimeter(side):
            return 4 * side

        print(perimeter(3))
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var name = message.Groups[1].Value;
        var meant = evidence.Source.Functions.FirstOrDefault(function => function.Name == name || Spelling.IsNear(function.Name, name));
        return new(meant?.Header.Number, meant is null ? $"No function is named {name}."
            : meant.Name == name ? $"{name} is defined inside something else, where a test does not see it." : $"The function here is named {meant.Name}, the test calls {name}.");
    }
}
