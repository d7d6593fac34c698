using System.Security.Cryptography;
using System.Text;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Quiz;

/// <summary>A question's options as learners see them: authors write the right ones first, so they are shuffled.</summary>
public static class ShownQuiz
{
    /// <summary>The authored index of each option that is shown. It follows from the question, so that choices mean the same to all.</summary>
    public static IReadOnlyList<int> Order(QuizQuestion question)
    {
        var order = Enumerable.Range(0, question.Content.Options.Count)
            .OrderBy(index => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{question.Slug}/{index}"))), StringComparer.Ordinal)
            .ToList();
        if (question.Content.Kind == QuizKind.OrderLines && order.SequenceEqual(order.Order()))
            order.Reverse(); // lines that stand in order already ask nothing
        return order;
    }

    /// <summary>The choices that are right: indexes of shown options.</summary>
    public static IReadOnlyList<int> Solution(QuizQuestion question)
    {
        var shown = Order(question).Index().ToList();
        return question.Content.Kind == QuizKind.OrderLines
            ? [.. shown.OrderBy(option => option.Item).Select(option => option.Index)]
            : [.. shown.Where(option => question.Content.Options[option.Item].Correct).Select(option => option.Index)];
    }

    /// <summary>Whether choices are right. Lines with the same text may change places.</summary>
    public static bool IsCorrect(QuizQuestion question, IReadOnlyList<int> choices)
    {
        if (question.Content.Kind != QuizKind.OrderLines)
            return choices.Order().SequenceEqual(Solution(question));
        var order = Order(question);
        return choices.Select(choice => question.Content.Options[order[choice]].Text)
            .SequenceEqual(question.Content.Options.Select(option => option.Text));
    }

    /// <summary>What is wrong with the form of an answer, in a sentence; null when nothing is.</summary>
    public static string? Complaint(QuizQuestion question, IReadOnlyList<int> choices)
    {
        var count = question.Content.Options.Count;
        if (choices.Any(choice => choice < 0 || choice >= count) || choices.Distinct().Count() != choices.Count)
            return $"Choices are different indexes from 0 to {count - 1}.";
        return question.Content.Kind switch
        {
            QuizKind.SingleChoice when choices.Count != 1 => "Choose one option.",
            QuizKind.OrderLines when choices.Count != count => $"Put all {count} lines in order.",
            _ => null,
        };
    }
}
