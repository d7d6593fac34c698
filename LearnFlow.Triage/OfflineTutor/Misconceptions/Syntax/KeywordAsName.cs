using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A keyword used as a name.</summary>
public sealed partial class KeywordAsName() : ErrorMisconception("SyntaxError", @"invalid syntax|cannot assign to|expected|invalid target")
{
    /// <inheritdoc />
    public override string Name => "keywordAsName";

    /// <inheritdoc />
    public override string Source => "T. Kohn, The Error Behind the Message, SIGCSE 2019";

    /// <inheritdoc />
    public override string Question => "Are all the names that you chose free to be chosen?";

    /// <inheritdoc />
    public override string Meaning =>
        "Some words belong to Python itself, such as `class`, `for`, `in`, `is`, `from`, `import` and `pass`. They cannot name a variable or a function.";

    /// <inheritdoc />
    public override string NextStep => "Choose another name for it, and use that name everywhere.";

    /// <inheritdoc />
    public override string? Example => """
        kind = "bird"
        print(kind)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var match = Keyword().Match(evidence.Line?.Code ?? "");
        return match.Success ? new(evidence.ErrorLine, $"The word {match.Groups["word"].Value} is used as a name.") : null;
    }

    [GeneratedRegex(@"^(?:def\s+)?(?<word>class|for|in|is|from|import|pass|global|lambda|return|if|else|while|and|or|not|try|with|as|def|del|break|continue|True|False|None)\s*(?:=(?!=)|\()")]
    private static partial Regex Keyword();
}
