using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles;

/// <summary>What a rule saw.</summary>
/// <param name="Reason">Why it is a struggle, in plain words, for learner and teacher.</param>
/// <param name="Activities">The activities that show it, oldest first.</param>
public sealed record StruggleEvidence(string Reason, IReadOnlyList<Activity> Activities);
