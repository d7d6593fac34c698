namespace LearnFlow.Exercises.Mastery;

/// <summary>
/// Bayesian Knowledge Tracing (A. T. Corbett and J. R. Anderson, "Knowledge tracing: Modeling the acquisition of
/// procedural knowledge", User Modeling and User-Adapted Interaction 4, 1995): a concept is either known or not, and each
/// answer moves the probability that it is known.
/// </summary>
/// <param name="KnownBefore">p(L0): known before the first answer.</param>
/// <param name="Learned">p(T): learned at an opportunity to use it.</param>
/// <param name="Guess">p(G): a right answer without knowing.</param>
/// <param name="Slip">p(S): a wrong answer in spite of knowing.</param>
public sealed record KnowledgeTracing(double KnownBefore, double Learned, double Guess, double Slip)
{
    /// <summary>
    /// For exercises: code that passes all tests is rarely a guess, and slips are common while a solution is still being
    /// worked on. Guess and slip together stay below 1, so that a right answer never counts against knowing.
    /// </summary>
    public static KnowledgeTracing Exercises { get; } = new(KnownBefore: 0.15, Learned: 0.15, Guess: 0.10, Slip: 0.25);

    /// <summary>For quiz questions with a few options, where guessing is easier.</summary>
    public static KnowledgeTracing Quiz { get; } = new(KnownBefore: 0.15, Learned: 0.10, Guess: 0.30, Slip: 0.10);

    /// <summary>The probability of knowing after one more answer: Bayes' rule on the evidence, then the chance of learning.</summary>
    public double After(double known, bool correct)
    {
        var (ifKnown, ifNot) = correct ? (1 - Slip, Guess) : (Slip, 1 - Guess);
        var given = known * ifKnown / ((known * ifKnown) + ((1 - known) * ifNot));
        return given + ((1 - given) * Learned);
    }
}
