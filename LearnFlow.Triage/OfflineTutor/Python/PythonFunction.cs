using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>A function of the learner's program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Header">The line with <c>def</c>.</param>
public sealed partial record PythonFunction(string Name, PythonLine Header)
{
    /// <summary>The lines inside.</summary>
    public IEnumerable<PythonLine> Body => Header.Body;

    /// <summary>True when some line gives a value back.</summary>
    public bool ReturnsValue => Body.Any(line => ReturnOfValue().IsMatch(line.Code) || line.IsHeader("yield") || line.Code.Contains(" yield ", StringComparison.Ordinal));

    /// <summary>True when it is part of a class.</summary>
    public bool IsMethod => Header.Enclosing.Any(line => line.IsHeader("class"));

    /// <summary>True when a line outside it uses what it gives back: assigns it, prints it, computes or compares with it.</summary>
    public bool ResultIsUsed => Header.All.Except(Body).Any(line => Regex.IsMatch(line.Code, $@"(?:[=(,+\-*/<>\[]|\b(?:if|while|return|in|and|or|not|assert))\s*{Regex.Escape(Name)}\s*\(") && line != Header);

    /// <summary>The function that starts at <paramref name="line"/>; null when none does.</summary>
    public static PythonFunction? At(PythonLine line)
    {
        var match = Definition().Match(line.Code);
        return match.Success ? new PythonFunction(match.Groups[1].Value, line) : null;
    }

    [GeneratedRegex(@"^(?:async\s+)?def\s+(\w+)\s*\(")]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?:^|:\s*)return\b\s*\S")]
    private static partial Regex ReturnOfValue();
}
