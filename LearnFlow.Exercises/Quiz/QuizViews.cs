using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Quiz;

/// <summary>A question as a learner sees it before answering.</summary>
/// <param name="Id">The name in addresses.</param>
/// <param name="Module">The slug of its module.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Difficulty">1 to 5.</param>
/// <param name="Concepts">What it asks about, the main one first.</param>
/// <param name="Question">In Markdown.</param>
/// <param name="Options">In Markdown, shuffled, the same for everybody; a choice is an option's index from 0.</param>
public sealed record QuizView(
    string Id, string Module, QuizKind Kind, int Difficulty, IReadOnlyList<string> Concepts, string Question, IReadOnlyList<string> Options)
{
    /// <summary>What a learner may see of a question.</summary>
    public static QuizView Of(QuizQuestion question) => new(
        question.Slug,
        question.Module,
        question.Content.Kind,
        question.Content.Difficulty,
        question.Content.Concepts,
        question.Content.Question,
        [.. ShownQuiz.Order(question).Select(index => question.Content.Options[index].Text)]);
}

/// <summary>Body of <c>POST /quiz/{id}/answers</c>.</summary>
/// <param name="Choices">Indexes of the chosen options as they were shown; for lines to be put in order, all of them in that order.</param>
public sealed record QuizAnswerRequest(IReadOnlyList<int> Choices);

/// <summary>The answer to an answer.</summary>
/// <param name="Correct">Whether it was right.</param>
/// <param name="Explanations">Why each option is right or wrong, in the order shown.</param>
/// <param name="Solution">The choices that would have been right.</param>
/// <param name="First">Whether it was this learner's first answer, the one that counts for mastery.</param>
public sealed record QuizVerdict(bool Correct, IReadOnlyList<string> Explanations, IReadOnlyList<int> Solution, bool First);
