using System.Text;
using System.Text.RegularExpressions;
using LearnFlow.LanguageModels;

namespace LearnFlow.Triage.GuardRails;

/// <summary>
/// Judges an answer unit by unit, while it is written, before anything of it is shown. What cannot be checked because a
/// service does not answer is not shown either. The checks need no trust in whoever wrote the answer: they look at what it
/// says, so an instruction that slipped into a prompt gains nothing.
/// </summary>
public sealed partial class GuardedAnswer(IAnswerCode code, GuardedQuestion question)
{
    /// <summary>Smaller pieces of code cannot be a solution and need no verification when that is out of reach.</summary>
    private const int HarmlessTokens = 12;

    /// <summary>Fewer tokens within a sentence are a name or a value, not a line of a program.</summary>
    private const int TellingTokens = 3;

    /// <summary>So many words in a row of the prompt are no accident.</summary>
    private const int RecitedWords = 12;

    private readonly StringBuilder _shown = new();
    private readonly List<string> _blocks = [];
    private readonly List<string> _facts = [.. question.Facts];
    private readonly string _instructions = Words(question.Instructions);

    /// <summary>All that was shown so far.</summary>
    public string Shown => _shown.ToString();

    /// <summary>Adds something that came out of a run while the answer was written: a tool's result.</summary>
    public void Learn(string fact) => _facts.Add(fact);

    /// <summary>Judges the next unit; what is to be shown counts as shown.</summary>
    public async Task<Verdict> JudgeAsync(AnswerUnit unit, CancellationToken cancellationToken)
    {
        var verdict = ByText(unit) ?? (unit.Code is null ? await ProseAsync(unit, cancellationToken) : await CodeAsync(unit, unit.Code, cancellationToken));
        _shown.Append(verdict.Text);
        return verdict;
    }

    /// <summary>The rules that need nothing but the text.</summary>
    private Verdict? ByText(AnswerUnit unit)
    {
        if (TextRules.Words(Shown) + TextRules.Words(unit.Text) > AnswerRules.MaxWords)
        {
            return new(Judgement.End, Rule: "length");
        }

        if (question.Solution is { } solution && SolutionLeak.IsIn(Shown + unit.Text, solution) && !IsQuoted(unit.Code))
        {
            return new(Judgement.Rewrite, Rule: "solution");
        }

        if (Recites(unit.Text))
        {
            return new(Judgement.Rewrite, Rule: "prompt");
        }

        return TextRules.BrokenBy(unit.Text) is [var rule, ..] ? new(rule == "language" ? Judgement.Rewrite : Judgement.Drop, Rule: rule) : null;
    }

    private async Task<Verdict> ProseAsync(AnswerUnit unit, CancellationToken cancellationToken)
    {
        if (Definition().IsMatch(unit.Text))
        {
            return new(Judgement.Rewrite, Rule: "code"); // a program outside a block would escape the checks
        }

        if (OutputClaims.InSentence(unit.Text).Any(claim => !OutputClaims.IsIn(claim, _facts)))
        {
            return new(Judgement.Drop, Rule: "output");
        }

        foreach (var piece in InlineCode().Matches(unit.Text).Select(match => match.Groups[1].Value))
        {
            if (PythonTokens.Of(piece).Count >= TellingTokens && !IsQuoted(piece) && await SolvesAsync(piece, unit.Text, [], cancellationToken) is { } verdict)
            {
                return verdict;
            }
        }

        return new(Judgement.Show, unit.Text);
    }

    private async Task<Verdict> CodeAsync(AnswerUnit unit, string block, CancellationToken cancellationToken) =>
        unit.Language!.Trim().ToLowerInvariant() switch
        {
            "python" or "py" or "" => await PythonAsync(unit, block, cancellationToken),
            "output" or "text" or "console" => await OutputAsync(block, cancellationToken),
            _ => new(Judgement.Drop, Rule: "language"),
        };

    private async Task<Verdict> PythonAsync(AnswerUnit unit, string block, CancellationToken cancellationToken)
    {
        if (IsQuoted(block))
        {
            return new(Judgement.Show, unit.Text);
        }

        switch (await code.ParsesAsync(block, cancellationToken))
        {
            case null: return new(Judgement.Drop, Rule: "unchecked");
            case false: return new(Judgement.Rewrite, Rule: "syntax");
        }

        _blocks.Add(block);
        if (await SolvesAsync(block, Shown, [block, string.Join('\n', _blocks)], cancellationToken) is { } solves)
        {
            return solves;
        }

        var claims = OutputClaims.InComments(block).ToList();
        if (claims.Count > 0 && await RunAsync(block, cancellationToken) is var output && !claims.TrueForAll(claim => OutputClaims.IsIn(claim, [output ?? ""])))
        {
            return new(Judgement.Rewrite, Rule: "output");
        }

        return new(Judgement.Show, unit.Text);
    }

    /// <summary>Verifies what a piece of code amounts to; null when it solves nothing.</summary>
    private async Task<Verdict?> SolvesAsync(string piece, string place, string[] programs, CancellationToken cancellationToken)
    {
        if (question.ExerciseId is not { } exercise)
        {
            return null;
        }

        foreach (var program in programs.Concat(CandidatePrograms.Of(piece, question.LearnerCode, place)).Distinct())
        {
            switch (await code.PassesAsync(exercise, program, cancellationToken))
            {
                case true: return new(Judgement.Rewrite, Rule: "solution");
                case null: return PythonTokens.Of(piece).Count >= HarmlessTokens ? new(Judgement.Drop, Rule: "unchecked") : null;
            }
        }

        return null;
    }

    /// <summary>An output block shows what its code really printed, whatever the answer said.</summary>
    private async Task<Verdict> OutputAsync(string claimed, CancellationToken cancellationToken)
    {
        if (_blocks.Count == 0)
        {
            return OutputClaims.IsIn(claimed.Trim(), _facts) ? new(Judgement.Show, Block(claimed)) : new(Judgement.Drop, Rule: "output");
        }

        return await RunAsync(_blocks[^1], cancellationToken) is { } output ? new(Judgement.Show, Block(output)) : new(Judgement.Drop, Rule: "unchecked");
    }

    private static string Block(string output) => $"```output\n{output.Replace("```", "'''").TrimEnd('\n')}\n```\n";

    private async Task<string?> RunAsync(string block, CancellationToken cancellationToken)
    {
        var output = await code.OutputAsync(block, cancellationToken);
        if (output is not null)
        {
            _facts.Add(output);
        }

        return output;
    }

    private bool IsQuoted(string? block) => block is not null && Squeezed(question.LearnerCode).Contains(Squeezed(block), StringComparison.Ordinal);

    private bool Recites(string text)
    {
        var words = Words(text).Split(' ');
        return Enumerable.Range(0, Math.Max(0, words.Length - RecitedWords + 1))
            .Any(at => _instructions.Contains(string.Join(' ', words, at, RecitedWords), StringComparison.Ordinal));
    }

    private static string Words(string text) => string.Join(' ', Word().Matches(text.ToLowerInvariant()).Select(match => match.Value));

    private static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    [GeneratedRegex(@"^\s*(def|class)\s+\w+.*:\s*$", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
