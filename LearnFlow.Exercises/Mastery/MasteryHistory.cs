namespace LearnFlow.Exercises.Mastery;

/// <summary>One answer to an exercise.</summary>
/// <param name="Concepts">The concepts that it practises.</param>
/// <param name="Correct">Whether all tests passed.</param>
public sealed record Answer(IReadOnlyList<string> Concepts, bool Correct);

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
        {
            var before = mastery.TryGetValue(concept, out var known)
                ? known
                : new ConceptMastery(concept, KnowledgeTracing.Exercises.KnownBefore, 0);
            mastery[concept] = before with
            {
                Known = KnowledgeTracing.Exercises.After(before.Known, answer.Correct),
                Answers = before.Answers + 1,
            };
        }
    }
}
