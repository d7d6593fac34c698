using LearnFlow.LanguageModels;

namespace LearnFlow.Triage.GuardRails;

/// <summary>What every answer to a learner must keep to, whoever wrote it.</summary>
public static class AnswerRules
{
    /// <summary>Longer answers are not read (Frontiers in Psychology 2021, 768962; good hints have 80 to 160 words, arXiv 2411.18151).</summary>
    public const int MaxWords = 200;

    /// <summary>The rules that <paramref name="answer"/> breaks, by name; empty when it may be shown.</summary>
    /// <param name="answer">The answer as Markdown.</param>
    /// <param name="solution">The exercise's reference solution; null when there is none.</param>
    public static IReadOnlyList<string> BrokenBy(string answer, string? solution)
    {
        var broken = new List<string>();
        if (solution is not null && SolutionLeak.IsIn(answer, solution))
        {
            broken.Add("solution");
        }

        broken.AddRange(TextRules.BrokenBy(answer));
        if (TextRules.Words(answer) > MaxWords)
        {
            broken.Add("length");
        }

        return broken;
    }
}
