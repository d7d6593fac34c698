using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>Lines behind a return.</summary>
public sealed partial class UnreachableCode : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "unreachableCode";

    /// <inheritdoc />
    public override string Source => "J. Sorva, Visual Program Simulation in Introductory Programming Education, 2012, appendix A";

    /// <inheritdoc />
    public override string Question => "What does a function do after it has returned?";

    /// <inheritdoc />
    public override string Meaning => "`return` ends the function at once. Lines behind it in the same block never happen.";

    /// <inheritdoc />
    public override string NextStep => "Decide which of these lines must happen before the value is handed back.";

    /// <inheritdoc />
    public override string? Example => """
        def greet(name):
            print("hello")
            return name
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => line.Code.Length > 5 && Leaves().IsMatch(line.Code) && line.Next is { } next && next.Indent == line.Indent && line.Indent > 0
            && !Harmless().IsMatch(next.Code));
        return line is null ? null : new(line.Number, "The lines behind this one in the same block never happen.");
    }

    /// <summary>What may stand there without being missed: pass, another way out, a text alone, a definition.</summary>
    [GeneratedRegex(@"^(?:(?:def|class|yield)\b|(?:pass|break|continue|return|\.\.\.|""\s*"")\s*$)")]
    private static partial Regex Harmless();

    [GeneratedRegex(@"^(?:return|break|continue)\b")]
    private static partial Regex Leaves();
}
