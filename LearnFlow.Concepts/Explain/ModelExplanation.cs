using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LearnFlow.Concepts.Library;
using LearnFlow.LanguageModels;
using Microsoft.Extensions.AI;

namespace LearnFlow.Concepts.Explain;

/// <summary>
/// Lets a language model answer from the articles. Code is shown only where an article has it: that code is tested, and no
/// solution to an exercise.
/// </summary>
public sealed partial class ModelExplanation(IChatClient model, ModelOptions options, ILogger<ModelExplanation> logger)
{
    private const int MaxWords = 220;
    private const int FewestWords = 20;

    private static readonly Prompt s_prompt = Prompt.Read(typeof(ModelExplanation).Assembly, "explain.v1");

    /// <summary>The model's name.</summary>
    public string Source => options.Model;

    /// <summary>
    /// The answer, sentence by sentence. It ends early, or is empty, when the model fails; <paramref name="ended"/> is then
    /// told false.
    /// </summary>
    public async IAsyncEnumerable<string> AnswerAsync(
        ExplainQuestion question, IReadOnlyList<Article> articles, Action<bool> ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (units, words) = (new AnswerUnits(), 0);
        var library = Squeezed(string.Concat(articles.Select(article => article.Body)));
        await foreach (var piece in ModelReading.ReadAsync(
            model, Messages(question, articles), new ChatOptions { MaxOutputTokens = options.MaxOutputTokens }, options, cancellationToken))
        {
            if (piece.Failure is not null)
            {
                LogFailed(piece.Failure);
                ended(false);
                yield break;
            }

            foreach (var unit in units.Add(piece.Text).Where(unit => MayBeShown(unit, library)))
            {
                words += TextRules.Words(unit.Text);
                if (words > MaxWords)
                {
                    ended(true);
                    yield break;
                }

                yield return unit.Text;
            }
        }

        foreach (var unit in units.End().Where(unit => MayBeShown(unit, library)))
        {
            words += TextRules.Words(unit.Text);
            yield return unit.Text;
        }

        ended(words >= FewestWords);
    }

    private static List<ChatMessage> Messages(ExplainQuestion question, IReadOnlyList<Article> articles)
    {
        var fence = new Fence();
        var parts = articles.Select(article => fence.Around("an article", $"# {article.Title}\n{article.Body}"));
        if (question.Code is { Length: > 0 } code)
        {
            parts = parts.Append(fence.Around("the learner's program", code));
        }

        return
        [
            new(ChatRole.System, s_prompt.Text.Replace("{mark}", fence.Mark)),
            new(ChatRole.User, string.Concat(parts.Append(fence.Around("the learner's question", question.Question)))),
        ];
    }

    private static bool MayBeShown(AnswerUnit unit, string library) =>
        TextRules.BrokenBy(unit.Text).Count == 0 && (unit.Code is { } code
            ? library.Contains(Squeezed(code), StringComparison.Ordinal)
            : !Definition().IsMatch(unit.Text)
                && LongCode().Matches(unit.Text).All(inline => library.Contains(Squeezed(inline.Groups[1].Value), StringComparison.Ordinal)));

    private static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    [GeneratedRegex(@"^\s*(def|class)\s+\w+.*:\s*$", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"`([^`\n]{40,})`")]
    private static partial Regex LongCode();

    [LoggerMessage(LogLevel.Warning, "The model failed in an explanation; it is composed from the articles.")]
    private partial void LogFailed(Exception failure);
}
