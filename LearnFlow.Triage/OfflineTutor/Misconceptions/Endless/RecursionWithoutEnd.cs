using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A function that always calls itself.</summary>
public sealed class RecursionWithoutEnd : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "recursionWithoutEnd";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "For which input does your function answer without calling itself?";

    /// <inheritdoc />
    public override string Meaning =>
        "Every call of itself waits for another one. Without a case that answers at once, or when the calls never get closer to it, this does not end.";

    /// <inheritdoc />
    public override string NextStep =>
        "Name the smallest input, and let the function answer it before it calls itself. Then check that each call gets smaller.";

    /// <inheritdoc />
    public override string? Example => """
        def countdown(number):
            if number < 0:
                return
            print(number)
            countdown(number - 1)
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var function = source.Functions.FirstOrDefault(f => f.Body.Any(line => Regex.IsMatch(line.Code, $@"(?<![\w]){Regex.Escape(f.Name)}\s*\(")));
        return function is null ? null : new(function.Header.Number, $"The function {function.Name} calls itself again and again.");
    }

    /// <inheritdoc />
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.DoesNotEnd;
}
