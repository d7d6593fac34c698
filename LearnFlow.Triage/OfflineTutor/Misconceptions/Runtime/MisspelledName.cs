using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A name that differs from a known one in a letter or two.</summary>
public sealed class MisspelledName() : ErrorMisconception("NameError|UnboundLocalError", @"(?:name|local variable) '(\w+)'")
{
    /// <inheritdoc />
    public override string Name => "misspelledName";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "Are names spelt the same way everywhere, capital letters included?";

    /// <inheritdoc />
    public override string Meaning => "To Python, names that differ in one letter, or in a capital letter, are different names.";

    /// <inheritdoc />
    public override string NextStep => "Compare the name on this line with the one that you meant, letter by letter.";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var name = message.Groups[1].Value;
        if (evidence.ErrorType == "UnboundLocalError" && !evidence.Source.IsOnlyUpdated(name))
        {
            return null;
        }

        var meant = evidence.Source.Names().Where(known => known != name && evidence.Source.Binding(known).Any())
            .Concat(Builtins.Names)
            .FirstOrDefault(known => Spelling.IsNear(name, known));
        return meant is null ? null : new(evidence.ErrorLine, $"There is no {name}, but there is {meant}.");
    }
}
