using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary><c>while True</c> without <c>break</c>.</summary>
public sealed class LoopWithoutExit : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "loopWithoutExit";

    /// <inheritdoc />
    public override string Source => "Y. Qian and J. Lehman, Students' Misconceptions and Other Difficulties in Introductory Programming, TOCE 2017";

    /// <inheritdoc />
    public override string Question => "How does your program get out of the loop?";

    /// <inheritdoc />
    public override string Meaning => "A loop on `True` has no end of its own: only `break` or `return` inside it ends it.";

    /// <inheritdoc />
    public override string NextStep => "Decide when the work is done, and leave the loop at that moment.";

    /// <inheritdoc />
    public override string? Example => """
        while True:
            answer = input("More? ")
            if answer == "no":
                break
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var line = source.Lines.FirstOrDefault(line => line.IsHeader("while") && Regex.IsMatch(line.Code, @"^while\s*\(?\s*(?:True|1)\s*\)?\s*:") && !line.Body.Any(LoopExit.IsOn));
        return line is null ? null : new(line.Number, "This loop goes on for ever: nothing inside it ends it.");
    }

    /// <inheritdoc />
    protected override bool AppliesTo(HelpKind kind) => kind == HelpKind.DoesNotEnd;
}
