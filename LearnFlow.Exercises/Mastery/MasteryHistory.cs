namespace LearnFlow.Exercises.Mastery;

/// <summary>One answer to an exercise or a question.</summary>
/// <param name="Concepts">The concepts that it practises.</param>
/// <param name="Correct">Whether it was right: all tests passed.</param>
/// <param name="Quiz">Whether it was a quiz question.</param>
public sealed record Answer(IReadOnlyList<string> Concepts, bool Correct, bool Quiz = false);

/// <summary>Mastery as a fold over a learner's answers: the same history always gives the same mastery.</summary>
public static class MasteryHistory
{
    /// <summary>Mastery of every concept that the answers touch, after the last of them.</summary>
    /// <param name="answers">Oldest first.</param>
    public static IReadOnlyDictionary<string, ConceptMastery> Of(IEnumerable<Answer> answers)
    {
        var mastery = new Dictionary<string, ConceptMastery>();
        foreach (var answer in answers)
            Add(mastery, answer);
        return mastery;
    }

    /// <summary>Adds one more answer.</summary>
    public static void Add(IDictionary<string, ConceptMastery> mastery, Answer answer)
    {
        foreach (var concept in answer.Concepts)
            mastery[concept] = After(mastery.TryGetValue(concept, out var known) ? known : ConceptMastery.None(concept), answer);
    }

    /// <summary>Mastery of one concept after one more answer to something that practises it.</summary>
    public static ConceptMastery After(ConceptMastery before, Answer answer)
    {
        var model = answer.Quiz ? KnowledgeTracing.Quiz : KnowledgeTracing.Exercises;
        return before with { Known = model.After(before.Known, answer.Correct), Answers = before.Answers + 1 };
    }
}
