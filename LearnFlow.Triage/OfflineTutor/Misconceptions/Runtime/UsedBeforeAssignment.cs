using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A name used on a line before it gets its value.</summary>
public sealed class UsedBeforeAssignment() : ErrorMisconception("NameError", @"name '(\w+)' is not defined")
{
    /// <inheritdoc />
    public override string Name => "usedBeforeAssignment";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "In which order does Python carry out the lines of your program?";

    /// <inheritdoc />
    public override string Meaning => "Python works from top to bottom. A name exists only from the line on that gives it a value.";

    /// <inheritdoc />
    public override string NextStep => "Find the line that gives the name its value, and ask whether it should have happened by now.";

    /// <inheritdoc />
    public override string? Example => """
        price = 3
        print(price)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var name = message.Groups[1].Value;
        var line = evidence.Line;
        if (line is null || line.Enclosing.Any(header => header.IsHeader("def")))
        {
            return null;
        }

        var later = evidence.Source.Binding(name).FirstOrDefault();
        return later is not null && later.Number >= line.Number && !later.Enclosing.Any(header => header.IsHeader("def"))
            ? new(evidence.ErrorLine, later.Number == line.Number
                ? $"{name} is used here to compute its own first value."
                : $"{name} is used here, but it gets its first value only in line {later.Number}.")
            : null;
    }
}
