namespace LearnFlow.Exercises.Mastery;

/// <summary>Mastery in a word.</summary>
public enum MasteryLevel
{
    /// <summary>No answer yet.</summary>
    New,

    /// <summary>Known with a probability below 0.6.</summary>
    Learning,

    /// <summary>From 0.6.</summary>
    NearlyThere,

    /// <summary>From 0.95, the criterion of Corbett and Anderson.</summary>
    Mastered,
}

/// <summary>What is known of one concept.</summary>
/// <param name="Concept">Its slug.</param>
/// <param name="Known">The probability that the learner knows it.</param>
/// <param name="Answers">On how many answers that rests.</param>
public sealed record ConceptMastery(string Concept, double Known, int Answers)
{
    /// <summary>What is known before the first answer.</summary>
    public static ConceptMastery None(string concept) => new(concept, KnowledgeTracing.Exercises.KnownBefore, 0);

    /// <summary>The same in a word.</summary>
    public MasteryLevel Level => (Answers, Known) switch
    {
        (0, _) => MasteryLevel.New,
        (_, >= 0.95) => MasteryLevel.Mastered,
        (_, >= 0.6) => MasteryLevel.NearlyThere,
        _ => MasteryLevel.Learning,
    };
}
