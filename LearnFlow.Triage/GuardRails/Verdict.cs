namespace LearnFlow.Triage.GuardRails;

/// <summary>What becomes of a unit of an answer.</summary>
public enum Judgement
{
    /// <summary>It is shown, as the verdict's text has it.</summary>
    Show,

    /// <summary>It alone is left out.</summary>
    Drop,

    /// <summary>It is withheld, and the rest must be written anew: what follows would rest on it.</summary>
    Rewrite,

    /// <summary>The answer is long enough: it ends before this unit.</summary>
    End,
}

/// <summary>The judgement on a unit.</summary>
/// <param name="Judgement">What becomes of it.</param>
/// <param name="Text">What to show; empty unless it is shown.</param>
/// <param name="Rule">The rule that it broke: <c>solution</c>, <c>prompt</c>, <c>link</c>, <c>html</c>, <c>language</c>, <c>syntax</c>,
/// <c>output</c>, <c>code</c>, <c>unchecked</c>, <c>length</c>; null when it broke none.</param>
public sealed record Verdict(Judgement Judgement, string Text = "", string? Rule = null);
