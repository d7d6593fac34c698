using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>Whether an explanation of a concept should follow the hint, and of which.</summary>
/// <param name="Question">What to ask Concepts.</param>
/// <param name="Concept">The concept's slug; null leaves it to Concepts' search.</param>
public sealed record MissingConcept(string Question, string? Concept)
{
    /// <summary>Below this probability a concept counts as missing.</summary>
    private const double Known = 0.4;

    /// <summary>So many answers must speak for it: nobody is taught what they have not yet tried.</summary>
    private const int LeastAnswers = 2;

    /// <summary>
    /// The learner's own question when it is about a concept; else, from level 2 on, the concept of the exercise that the
    /// learner knows least; null when none is missing.
    /// </summary>
    public static MissingConcept? Of(HelpContext context)
    {
        if (context.Diagnosis.Kind == HelpKind.ConceptQuestion)
        {
            return new(context.Question.Question!, null);
        }

        var practised = context.Exercise?.Concepts ?? [];
        return context.Level > 1
            && context.Evidence.Verdict != Verdict.Right
            && context.Mastery.FirstOrDefault(mastery => mastery.Known < Known && mastery.Answers >= LeastAnswers && practised.Contains(mastery.Concept)) is { } weakest
                ? new($"What should I know about {weakest.Concept.Replace('-', ' ')}?", weakest.Concept)
                : null;
    }
}
