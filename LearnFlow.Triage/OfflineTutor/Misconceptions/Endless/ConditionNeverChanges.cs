using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A while loop that changes nothing its condition looks at.</summary>
public sealed class ConditionNeverChanges : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "conditionNeverChanges";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "What has to change while the loop runs, so that its condition becomes false at some point?";

    /// <inheritdoc />
    public override string Meaning =>
        "A `while` loop asks its condition again before every round. When no line in the loop changes what the condition looks at, the answer stays the same for ever.";

    /// <inheritdoc />
    public override string NextStep =>
        "Write down the values in the condition for the first three rounds. Which line inside the loop should move them towards the end?";

    /// <inheritdoc />
    public override string? Example => """
        fuel = 3
        while fuel > 0:
            print(fuel)
            fuel -= 1
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var loop = source.Lines.FirstOrDefault(line => line.IsHeader("while") && IsStuck(line));
        return loop is null ? null : new(loop.Number, "No line inside this loop changes what its condition looks at.");
    }

    /// <inheritdoc />
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.DoesNotEnd;

    /// <summary>A condition that calls something may change by itself, and a loop may be left from inside.</summary>
    private static bool IsStuck(PythonLine loop)
    {
        var condition = loop.Code["while".Length..];
        if (condition.Contains('(') || Regex.IsMatch(condition, @"^\s*(?:True|1)\b") || loop.Body.Any(line => LoopExit.IsOn(line)))
        {
            return false;
        }

        var names = Regex.Matches(condition, @"(?<![\w.])[A-Za-z_]\w*").Select(match => match.Value).Except(["and", "or", "not", "in", "is", "True", "False", "None"]).ToList();
        return names.Count > 0 && !loop.Body.Any(line => names.Any(name => line.Binds(name) || Regex.IsMatch(line.Code, $@"(?<!\w){name}\s*[.\[]|\(.*\b{name}\b")));
    }
}
