namespace LearnFlow.Triage.OfflineTutor;

/// <summary>
/// One mistaken idea of beginners: how it shows in the evidence, and what helps. Texts are for the learner: short, plain,
/// no alternative solutions, examples on other data (findings on hints: arXiv 2411.18151, 2404.02213).
/// </summary>
public abstract class Misconception
{
    /// <summary>Its name in events, camelCase.</summary>
    public abstract string Name { get; }

    /// <summary>Where it is described: a paper, the Python documentation, or common practice in teaching.</summary>
    public abstract string Source { get; }

    /// <summary>What to think about, without saying where: level 1.</summary>
    public abstract string Question { get; }

    /// <summary>How Python sees it: level 2, beside the line.</summary>
    public abstract string Meaning { get; }

    /// <summary>What to try next, in words: level 3.</summary>
    public abstract string NextStep { get; }

    /// <summary>A tiny example on other data for level 3; null when words are enough.</summary>
    public virtual string? Example => null;

    /// <summary>Looks for it.</summary>
    /// <returns>The line that shows it and what is to be seen there; null when the evidence does not show it.</returns>
    public abstract Finding? Find(Evidence evidence);
}

/// <summary>What shows a misconception.</summary>
/// <param name="Line">Line of the program, from 1; null when it is about the whole program.</param>
/// <param name="Observation">What is to be seen, as a sentence.</param>
public sealed record Finding(int? Line, string Observation);
