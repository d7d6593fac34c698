using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A word that is meant as a text.</summary>
public sealed class TextWithoutQuotes() : ErrorMisconception("NameError", @"name '(\w+)' is not defined")
{
    /// <inheritdoc />
    public override string Name => "textWithoutQuotes";

    /// <inheritdoc />
    public override string Source => "B. du Boulay, Some Difficulties of Learning to Program, 1986";

    /// <inheritdoc />
    public override string Question => "How does Python tell a text from the name of a variable?";

    /// <inheritdoc />
    public override string Meaning => "A word without quotes is a name, and Python looks for its value. A text stands in quotes.";

    /// <inheritdoc />
    public override string NextStep =>
        "Is this word itself what you want to show or compare? Then it needs quotes. If it is a variable, give it a value first.";

    /// <inheritdoc />
    public override string? Example => """
        print("banana")
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var name = Regex.Escape(message.Groups[1].Value);
        var code = evidence.Line?.Code ?? "";
        return !evidence.Source.Binding(message.Groups[1].Value).Any()
            && Regex.IsMatch(code, $@"(?:print\(\s*|[=!]=\s*|(?<![=!<>])=\s*|input\(\s*|[\[,]\s*){name}\s*(?:$|[),\]:\w])")
            ? new(evidence.ErrorLine, $"The word {message.Groups[1].Value} stands here without quotes, and nothing has that name.")
            : null;
    }
}
