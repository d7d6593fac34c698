using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary><paramref name="count"/> wrong answers in a row on one concept.</summary>
public sealed class QuizFailuresRule(int count) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "quizFailures";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        var answers = past.OfType<QuizAnswer>().TakeLast(count).ToList();
        return answers.Count == count && answers.All(answer => !answer.Correct)
            ? new($"{count} wrong answers in a row about {answers[0].Concept}.", answers)
            : null;
    }
}
